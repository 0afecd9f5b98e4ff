"use client";

import { Label } from "react-aria-components/Label";
import { ProgressBar } from "react-aria-components/ProgressBar";

export type ProgressProps = {
  label: string;
  done: number;
  /** Leave out while the end is not known yet. */
  total?: number;
  /** What the numbers count: "rows". */
  noun?: string;
};

/** Long work that may be left alone; it says how far it is in words as well. */
export function Progress({ label, done, total, noun = "" }: ProgressProps) {
  const said = total === undefined ? `${done} ${noun}` : `${done} of ${total} ${noun}`;
  return (
    <ProgressBar
      value={done}
      maxValue={total ?? 1}
      isIndeterminate={total === undefined}
      valueLabel={said.trim()}
      className="flex flex-col gap-1.5"
    >
      {({ percentage, valueText }) => (
        <>
          <span className="flex items-baseline justify-between gap-4 text-small">
            <Label className="font-medium">{label}</Label>
            <span className="text-grey-5 tabular-nums">{valueText ?? said}</span>
          </span>
          {total === undefined ? null : (
            <span className="h-1 overflow-hidden rounded-full bg-grey-2">
              <span className="block h-full rounded-full bg-slate transition-[width]" style={{ width: `${percentage ?? 0}%` }} />
            </span>
          )}
        </>
      )}
    </ProgressBar>
  );
}
