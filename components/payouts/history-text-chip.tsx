"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { FilterChip, type FilterChipProps } from "@/components/ui/filter-chip";
import { TextField } from "@/components/ui/text-field";

export type HistoryTextChipProps = Pick<FilterChipProps, "name" | "isOpen" | "onOpenChange"> & {
  value: string | null;
  hint: string;
  onChange: (value: string | null) => void;
};

/** One exact value: a reference, an order id. */
export function HistoryTextChip({ name, value, hint, onChange, ...popover }: HistoryTextChipProps) {
  return (
    <FilterChip name={name} chosen={value ?? undefined} onClear={() => onChange(null)} {...popover}>
      {(close) => (
        <Exactly
          name={name}
          hint={hint}
          value={value ?? ""}
          onApply={(typed) => {
            onChange(typed || null);
            close();
          }}
        />
      )}
    </FilterChip>
  );
}

function Exactly({ name, hint, value, onApply }: { name: string; hint: string; value: string; onApply: (typed: string) => void }) {
  const [typed, setTyped] = useState(value);
  return (
    <form
      className="flex w-72 max-w-full flex-col gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onApply(typed.trim());
      }}
    >
      <TextField label={name} hint={hint} value={typed} onChange={setTyped} maxLength={200} autoFocus autoComplete="off" />
      <div className="flex justify-end">
        <Button type="submit" size="small">
          Show these
        </Button>
      </div>
    </form>
  );
}
