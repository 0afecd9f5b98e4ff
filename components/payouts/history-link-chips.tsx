"use client";

import { useDisplaySettings } from "@/components/display/display-settings";
import { formatTime } from "@/components/display/time-text";
import { sayDay } from "@/components/ui/date-range";
import { FilterChip } from "@/components/ui/filter-chip";
import type { PayoutFilters } from "@/lib/domain/payout/filters";
import { FILTER_LABELS } from "./history-labels";
import type { FilterPatch } from "./use-history-address";

export type HistoryLinkChipsProps = {
  filters: PayoutFilters;
  onChange: (patch: FilterPatch) => void;
};

/** Filters that come by a link from another screen. They say what they mean, and can be taken away. */
export function HistoryLinkChips({ filters, onChange }: HistoryLinkChipsProps) {
  const settings = useDisplaySettings();
  const { changedFrom, contradicted } = filters;
  const since =
    changedFrom && (changedFrom.kind === "day" ? sayDay(changedFrom.day, settings.locale) : formatTime(changedFrom.at, settings));
  return (
    <>
      {since ? (
        <FilterChip name={FILTER_LABELS.changedFrom} chosen={since} onClear={() => onChange({ changedFrom: null })}>
          <p className="max-w-72 text-base">Payouts whose status changed since then, whenever they were made.</p>
        </FilterChip>
      ) : null}
      {contradicted ? (
        <FilterChip name="Provider says" chosen="something else" onClear={() => onChange({ contradicted: null })}>
          <p className="max-w-72 text-base">Payouts whose provider reports something that does not fit their status here.</p>
        </FilterChip>
      ) : null}
    </>
  );
}
