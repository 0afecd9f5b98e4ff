"use client";

import type { ReactNode } from "react";
import { Checkbox } from "@/components/ui/checkbox";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";
import { sayList } from "./history-labels";

export type HistoryChoiceChipProps = Pick<FilterChipProps, "name" | "isOpen" | "onOpenChange"> & {
  choices: readonly { readonly id: string; readonly text: string; readonly mark?: ReactNode }[];
  chosen: readonly string[];
  onChange: (chosen: string[]) => void;
};

/** Any of a few: providers, currencies, accounts. What was chosen by a link but is not on offer is still shown, and can be unticked. */
export function HistoryChoiceChip({ name, choices, chosen, onChange, ...popover }: HistoryChoiceChipProps) {
  const strangers = chosen.filter((id) => !choices.some((choice) => choice.id === id)).map((id) => ({ id, text: id, mark: undefined }));
  const offered = [...choices, ...strangers];
  const words = offered.filter(({ id }) => chosen.includes(id)).map(({ text }) => text);
  return (
    <FilterChip name={name} chosen={words.length > 0 ? sayList(words) : undefined} onClear={() => onChange([])} {...popover}>
      <fieldset aria-label={name} className="flex min-w-40 flex-col gap-1.5">
        {offered.map(({ id, text, mark }) => (
          <Checkbox
            key={id}
            value={chosen.includes(id)}
            onChange={(isTicked) => onChange(isTicked ? [...chosen, id] : chosen.filter((one) => one !== id))}
          >
            {mark ?? text}
          </Checkbox>
        ))}
      </fieldset>
    </FilterChip>
  );
}
