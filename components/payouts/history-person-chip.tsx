"use client";

import { ComboBox } from "@/components/ui/combo-box";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";

export type HistoryPersonChipProps = Pick<FilterChipProps, "name" | "isOpen" | "onOpenChange"> & {
  people: readonly { readonly id: string; readonly name: string }[];
  chosenId: string | null;
  /** As the server knows it, for somebody who is no longer on offer. */
  chosenName: string | null;
  onChange: (personId: string | null) => void;
};

/** One person, or one of the merchant's own systems. */
export function HistoryPersonChip({ name, people, chosenId, chosenName, onChange, ...popover }: HistoryPersonChipProps) {
  const known = people.find(({ id }) => id === chosenId)?.name ?? chosenName ?? chosenId;
  return (
    <FilterChip name={name} chosen={known ?? undefined} onClear={() => onChange(null)} {...popover}>
      {(close) => (
        <div className="w-72 max-w-full">
          <ComboBox
            label={name}
            choices={people.map(({ id, name: text }) => ({ id, text }))}
            value={chosenId}
            chosenText={known ?? ""}
            emptySentence="Nobody here has that name."
            onChoose={(choice) => {
              if (!choice) return;
              onChange(choice.id);
              close();
            }}
          />
        </div>
      )}
    </FilterChip>
  );
}
