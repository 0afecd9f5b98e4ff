"use client";

import { ComboBox } from "@/components/ui/combo-box";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";

export type HistoryNameChipProps = Pick<FilterChipProps, "name" | "isOpen" | "onOpenChange"> & {
  choices: readonly { readonly id: string; readonly name: string }[];
  emptySentence: string;
  chosenId: string | null;
  /** As the server knows it, for what is no longer on offer. */
  chosenName: string | null;
  onChange: (id: string | null) => void;
};

/** One of those that are known by name: a person, one of the merchant's own systems, a batch. */
export function HistoryNameChip({ name, choices, emptySentence, chosenId, chosenName, onChange, ...popover }: HistoryNameChipProps) {
  const known = choices.find(({ id }) => id === chosenId)?.name ?? chosenName ?? chosenId;
  return (
    <FilterChip name={name} chosen={known ?? undefined} onClear={() => onChange(null)} {...popover}>
      {(close) => (
        <div className="w-72 max-w-full">
          <ComboBox
            label={name}
            choices={choices.map(({ id, name: text }) => ({ id, text }))}
            value={chosenId}
            chosenText={known ?? ""}
            emptySentence={emptySentence}
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
