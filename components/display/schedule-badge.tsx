import { CalendarClock, CircleCheck, PauseCircle } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { ScheduleState } from "@/lib/domain/schedule/state";

const LOOKS = {
  active: { word: "Goes on", tone: "slate", Icon: CalendarClock },
  paused: { word: "Paused", tone: "amber", Icon: PauseCircle },
  ended: { word: "Ended", tone: "outline", Icon: CircleCheck },
} as const satisfies Record<ScheduleState, unknown>;

export function ScheduleBadge({ state }: { state: ScheduleState }) {
  const { word, tone, Icon } = LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}
