"use client";

import { STATUS_LOOKS } from "@/components/display/status-looks";
import { Checkbox } from "@/components/ui/checkbox";
import { FilterChip } from "@/components/ui/filter-chip";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { STATE_GROUPS, sayStates } from "./history-labels";

export type HistoryStatusChipProps = { states: readonly PayoutState[]; onChange: (states: PayoutState[]) => void };

export function HistoryStatusChip({ states, onChange }: HistoryStatusChipProps) {
  const set = (some: readonly PayoutState[], isTicked: boolean) => {
    const others = states.filter((state) => !some.includes(state));
    onChange(isTicked ? [...others, ...some] : others);
  };
  return (
    <FilterChip name="Status" chosen={states.length > 0 ? sayStates(states) : undefined} onClear={() => onChange([])}>
      <div className="-mb-4 gap-8 sm:columns-2">
        {STATE_GROUPS.map((group) => {
          const ticked = group.states.filter((state) => states.includes(state));
          return (
            <fieldset key={group.title} aria-label={group.title} className="flex break-inside-avoid flex-col gap-1.5 pb-4">
              {group.states.length > 1 ? (
                <Checkbox
                  value={ticked.length === group.states.length}
                  isIndeterminate={ticked.length > 0 && ticked.length < group.states.length}
                  onChange={(isTicked) => set(group.states, isTicked)}
                >
                  <span className="font-medium">{group.title}</span>
                </Checkbox>
              ) : null}
              <div className={group.states.length > 1 ? "flex flex-col gap-1.5 pl-6" : "flex flex-col gap-1.5"}>
                {group.states.map((state) => {
                  const { word, Icon } = STATUS_LOOKS[state];
                  return (
                    <Checkbox key={state} value={states.includes(state)} onChange={(isTicked) => set([state], isTicked)}>
                      <span className="inline-flex items-center gap-1.5">
                        <Icon className="size-3.5 text-grey-5" aria-hidden />
                        {word}
                      </span>
                    </Checkbox>
                  );
                })}
              </div>
            </fieldset>
          );
        })}
      </div>
    </FilterChip>
  );
}
