"use client";

import { useDisplaySettings, useNow } from "@/components/display/display-settings";
import { formatTime } from "@/components/display/time-text";
import { type DateRange, dayIn, sayDateRange, sayDay } from "@/components/ui/date-range";
import { DateRangePicker } from "@/components/ui/date-range-picker";
import { FilterChip } from "@/components/ui/filter-chip";
import type { Moment } from "@/lib/domain/payout/filters";

export type HistoryDateChipProps = {
  from: Moment | null;
  to: Moment | null;
  onChange: (range: DateRange | null) => void;
};

export function HistoryDateChip({ from, to, onChange }: HistoryDateChipProps) {
  const { timeZone } = useDisplaySettings();
  const say = useSaidRange();
  const range = from?.kind === "day" && to?.kind === "day" ? { from: from.day, to: to.day } : null;
  return (
    <FilterChip name="Date" chosen={say(from, to)} onClear={() => onChange(null)}>
      {(close) => <DateRangePicker value={range} onChange={onChange} timeZone={timeZone} now={new Date()} onDone={close} />}
    </FilterChip>
  );
}

/** Ranges of days by their common names; half-open ranges and instants, which only links have, in words. */
function useSaidRange() {
  const settings = useDisplaySettings();
  const today = dayIn(settings.timeZone, useNow());
  const say = (moment: Moment) => (moment.kind === "day" ? sayDay(moment.day, settings.locale) : formatTime(moment.at, settings));
  return (from: Moment | null, to: Moment | null): string | undefined => {
    if (from?.kind === "day" && to?.kind === "day") return sayDateRange({ from: from.day, to: to.day }, today, settings.locale);
    if (from && to) return `${say(from)} – ${say(to)}`;
    if (from) return `since ${say(from)}`;
    return to ? `until ${say(to)}` : undefined;
  };
}
