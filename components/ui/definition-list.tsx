import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Definition = { term: string; value: ReactNode };

/** Facts, one a line. Terms stand in their own column when there is room for one. */
export function DefinitionList({ facts, isNumeric }: { facts: readonly Definition[]; isNumeric?: boolean }) {
  return (
    <dl className="divide-y divide-grey-2">
      {facts.map((fact) => (
        <div key={fact.term} className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5">
          <dt className={classNames("text-grey-5 text-small", !isNumeric && "sm:w-40 sm:shrink-0")}>{fact.term}</dt>
          <dd className={classNames("min-w-0 text-base", isNumeric ? "text-right tabular-nums" : "sm:flex-1")}>{fact.value}</dd>
        </div>
      ))}
    </dl>
  );
}
