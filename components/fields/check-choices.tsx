"use client";

import { useId } from "react";
import { Checkbox } from "@/components/ui/checkbox";

export type CheckChoicesProps<K extends string> = {
  label: string;
  choices: readonly { readonly id: K; readonly text: string }[];
  chosen: readonly K[];
  error?: string;
  onChange: (chosen: K[]) => void;
};

/** Any number of a few. */
export function CheckChoices<K extends string>({ label, choices, chosen, error, onChange }: CheckChoicesProps<K>) {
  const errorId = useId();
  const toggle = (id: K) => (isChosen: boolean) =>
    onChange(choices.flatMap((one) => ((one.id === id ? isChosen : chosen.includes(one.id)) ? one.id : [])));
  return (
    <fieldset aria-describedby={error ? errorId : undefined} className="flex flex-col gap-2">
      <legend className="pb-1.5 font-medium text-small">{label}</legend>
      <div className="flex flex-wrap gap-x-5 gap-y-2">
        {choices.map(({ id, text }) => (
          <Checkbox key={id} value={chosen.includes(id)} onChange={toggle(id)}>
            {text}
          </Checkbox>
        ))}
      </div>
      {error ? (
        <p id={errorId} className="text-red text-small">
          {error}
        </p>
      ) : null}
    </fieldset>
  );
}
