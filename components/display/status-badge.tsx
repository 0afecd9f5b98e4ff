import { CalendarClock } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { STATUS_LOOKS } from "./status-looks";
import { Timestamp } from "./timestamp";

export type StatusBadgeProps = {
  state: PayoutState;
  /** Where it is held for nothing but its day: then nobody has to do anything. */
  goesOn?: Date | null;
};

export function StatusBadge({ state, goesOn = null }: StatusBadgeProps) {
  if (state === "held" && goesOn !== null) return <DayBadge day={goesOn} />;
  const { word, tone, Icon } = STATUS_LOOKS[state];
  return (
    <Badge tone={tone} icon={<Icon aria-hidden />}>
      {word}
    </Badge>
  );
}

/** The day on which it is to be sent, decided on or not. */
export function DayBadge({ day }: { day: Date }) {
  return (
    <Badge tone="slate" icon={<CalendarClock aria-hidden />}>
      <span>
        On <Timestamp at={day} dateOnly isYearShort withZone={false} />
      </span>
    </Badge>
  );
}
