import { CircleCheck, CircleDashed, GitCompareArrows } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { FindingView } from "@/lib/queries/list-findings";

const LOOKS = {
  open: { word: "Open", tone: "red", Icon: GitCompareArrows },
  explained: { word: "Explained", tone: "good", Icon: CircleCheck },
  closed: { word: "Gone", tone: undefined, Icon: CircleDashed },
} as const satisfies Record<FindingView["state"], unknown>;

export function FindingBadge({ state }: Pick<FindingView, "state">) {
  const { word, tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
