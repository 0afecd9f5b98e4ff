import { Check, FilePen, Hourglass, type LucideIcon, ThumbsDown, Trash2, Undo2 } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { PolicyState } from "@/lib/domain/approval/policy-deeds";

const LOOKS: Record<PolicyState, { readonly word: string; readonly tone: BadgeTone; readonly Icon: LucideIcon }> = {
  draft: { word: "Draft", tone: "outline", Icon: FilePen },
  proposed: { word: "Proposed", tone: "amber", Icon: Hourglass },
  active: { word: "In force", tone: "good", Icon: Check },
  superseded: { word: "Was in force", tone: "neutral", Icon: Undo2 },
  rejected: { word: "Rejected", tone: "neutral", Icon: ThumbsDown },
  discarded: { word: "Discarded", tone: "neutral", Icon: Trash2 },
};

export function PolicyStateBadge({ state }: { state: PolicyState }) {
  const { word, tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
