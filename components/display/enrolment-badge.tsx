import { BadgeCheck, CircleSlash, Clock, UserRoundCog } from "lucide-react";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import type { EnrolmentState } from "@/lib/domain/enrolment/state";

const LOOKS = {
  wanted: { word: "To be enrolled", tone: "slate", Icon: Clock },
  pending: { word: "Being checked", tone: "slate", Icon: Clock },
  needsReceiver: { word: "Receiver must act", tone: "amber", Icon: UserRoundCog },
  ready: { word: "Ready", tone: "good", Icon: BadgeCheck },
  refused: { word: "Refused", tone: "red", Icon: CircleSlash },
} as const satisfies Record<EnrolmentState, { word: string; tone: BadgeTone; Icon: typeof Clock }>;

/** How far a receiver is with a provider: icon, word and tint. */
export function EnrolmentBadge({ state }: { state: EnrolmentState }) {
  const { word, tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
