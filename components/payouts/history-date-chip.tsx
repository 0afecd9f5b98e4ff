"use client";

import { useDisplaySettings, useNow } from "@/components/display/display-settings";
import { formatTime } from "@/components/display/time-text";
import { type DateRange, dayIn, sayDateRange, sayDay } from "@/components/ui/date-range";
import { DateRangePicker } from "@/components/ui/date-range-picker";
import { FilterChip } from "@/components/ui/filter-chip";
import { Select } from "@/components/ui/select";
import type { Moment } from "@/lib/domain/payout/filters";

export type HistoryDateChipProps = {
  from: Moment | null;
  to: Moment | null;
  /** In whose days, where not in the merchant's. */
  zone: string | null;
  onChange: (range: DateRange | null) => void;
  onZone: (zone: string | null) => void;
};

export function HistoryDateChip({ from, to, zone, onChange, onZone }: HistoryDateChipProps) {
  const { timeZone: merchantZone } = useDisplaySettings();
  const timeZone = zone ?? merchantZone;
  const say = useSaidRange(timeZone);
  const said = say(from, to);
  const range = from?.kind === "day" && to?.kind === "day" ? { from: from.day, to: to.day } : null;
  return (
    <FilterChip name="Date" chosen={said && zone ? `${said}, in ${placeOf(zone)}` : said} onClear={() => onChange(null)}>
      {(close) => (
        <div className="flex flex-col gap-3">
          <DateRangePicker value={range} onChange={onChange} timeZone={timeZone} now={new Date()} onDone={close} />
          <Select
            label="Whose days"
            choices={zonesFor(merchantZone, zone).map((id) => ({ id, text: id === merchantZone ? `${placeOf(id)} (ours)` : placeOf(id) }))}
            value={timeZone}
            onChange={(id) => onZone(id === merchantZone ? null : id)}
          />
        </div>
      )}
    </FilterChip>
  );
}

/** The merchant's zone first, then the reader's own, the world's clock and those of the places that are paid to. */
function zonesFor(merchantZone: string, chosen: string | null): readonly string[] {
  const own = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const places = ["UTC", "Europe/London", "Europe/Berlin", "America/New_York", "America/Toronto", "Australia/Sydney", "Pacific/Auckland"];
  return [...new Set([merchantZone, own, ...(chosen ? [chosen] : []), ...places])];
}

function placeOf(zone: string): string {
  return zone.replace(/^.*\//, "").replaceAll("_", " ");
}

/** Ranges of days by their common names; half-open ranges and instants, which only links have, in words. */
function useSaidRange(timeZone: string) {
  const settings = useDisplaySettings();
  const today = dayIn(timeZone, useNow());
  const say = (moment: Moment) => (moment.kind === "day" ? sayDay(moment.day, settings.locale) : formatTime(moment.at, settings));
  return (from: Moment | null, to: Moment | null): string | undefined => {
    if (from?.kind === "day" && to?.kind === "day") return sayDateRange({ from: from.day, to: to.day }, today, settings.locale);
    if (from && to) return `${say(from)} – ${say(to)}`;
    if (from) return `since ${say(from)}`;
    return to ? `until ${say(to)}` : undefined;
  };
}
