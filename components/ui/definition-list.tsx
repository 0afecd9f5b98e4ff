import type { ReactNode } from "react";
import { classNames } from "./class-names";

export type Definition = { term: string; value: ReactNode };

/** Facts, one a line. A value that does not fit beside its term goes under it, whole, rather than being cut. */
export function DefinitionList({ facts, isNumeric }: { facts: readonly Definition[]; isNumeric?: boolean }) {
  return (
    <dl className="divide-y divide-grey-2">
      {facts.map((fact) => (
        <div key={fact.term} className="flex min-h-9 flex-wrap items-center justify-between gap-x-4 gap-y-0.5 py-1.5">
          <dt className={classNames("text-grey-5 text-small", !isNumeric && "w-36 shrink-0")}>{fact.term}</dt>
          <dd className={classNames("wrap-anywhere min-w-0 max-w-full text-base", isNumeric ? "text-right tabular-nums" : "flex-auto")}>
            {fact.value}
          </dd>
        </div>
      ))}
    </dl>
  );
}
