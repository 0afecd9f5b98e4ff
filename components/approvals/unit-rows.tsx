"use client";

import { TriangleAlert } from "lucide-react";
import NextLink from "next/link";
import { Money } from "@/components/display/money";
import { Checkbox } from "@/components/ui/checkbox";
import { PagedList } from "@/components/ui/paged-list";
import { APART_WORDS, UNIT_ROWS_A_PAGE, type UnitRowView } from "@/lib/domain/approval/unit-view";
import { unitRowsOptions } from "./unit-options";

export type UnitRowsProps = {
  unitId: string;
  hash: string;
  view: "outliers" | "all";
  q: string;
  /** Null where the reader takes nothing out. */
  selected: ReadonlyMap<string, UnitRowView> | null;
  onSelect: (row: UnitRowView) => void;
};

/** The payouts of a unit, of which a reader may take some out. */
export function UnitRows({ unitId, hash, view, q, selected, onSelect }: UnitRowsProps) {
  return (
    <PagedList
      label={view === "outliers" ? "Payouts that stand out" : "All payouts"}
      noun="payouts"
      className="max-h-[26rem]"
      rowsAPage={UNIT_ROWS_A_PAGE}
      usualHeight={52}
      pageOptions={(from) => unitRowsOptions(unitId, hash, { view, q, from })}
      untouched="Nothing was decided by it."
      empty={<p className="px-4 py-3 text-grey-5 text-small">{q === "" ? "None." : "Nothing here is called that."}</p>}
    >
      {(row) => <UnitRow row={row} isSelected={selected?.has(row.payoutId) ?? null} onSelect={onSelect} />}
    </PagedList>
  );
}

type UnitRowProps = { row: UnitRowView; isSelected: boolean | null; onSelect: (row: UnitRowView) => void };

function UnitRow({ row, isSelected, onSelect }: UnitRowProps) {
  const { line, number, receiverName, accountMasked, reference, amount, marks, makerReason, apart } = row;
  return (
    <div className="flex items-start gap-3 px-4 py-2 text-small">
      {isSelected === null ? null : (
        <span className="pt-0.5">
          <Checkbox aria-label={`Take line ${line} out`} value={isSelected} onChange={() => onSelect(row)} />
        </span>
      )}
      <span className="w-10 shrink-0 text-grey-5 tabular-nums">{line}</span>
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="flex flex-wrap items-baseline justify-between gap-x-3">
          <NextLink
            href={`/payouts/${number}`}
            prefetch={false}
            className="min-w-0 truncate rounded-inner font-medium underline-offset-3 hover:underline"
          >
            {receiverName}
          </NextLink>
          <span className="shrink-0 tabular-nums">
            <Money amount={amount} />
          </span>
        </span>
        <span className="flex flex-wrap gap-x-3 text-grey-5">
          {accountMasked ? <span className="font-mono">{accountMasked}</span> : null}
          <span className="min-w-0 truncate">{reference}</span>
          {apart ? <span>Not in your signature: {APART_WORDS[apart]}</span> : null}
        </span>
        {marks.map((mark) => (
          <span key={mark} className="flex items-start gap-1.5">
            <TriangleAlert className="mt-0.5 size-3.5 shrink-0 text-amber" aria-hidden />
            {mark}
          </span>
        ))}
        {makerReason ? <span className="text-grey-5">Its maker says: “{makerReason}”</span> : null}
      </span>
    </div>
  );
}
