"use client";

import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { TriangleAlert } from "lucide-react";
import NextLink from "next/link";
import { useRef } from "react";
import { Money } from "@/components/display/money";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { ErrorFace } from "@/components/ui/error-face";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { APART_WORDS, UNIT_ROWS_A_PAGE, type UnitRowView } from "@/lib/domain/approval/unit-view";
import { unitRowsOptions } from "./unit-options";

const USUAL_HEIGHT = 52;

export type UnitRowsProps = {
  unitId: string;
  hash: string;
  view: "outliers" | "all";
  q: string;
  /** Null where the reader takes nothing out. */
  selected: ReadonlyMap<string, UnitRowView> | null;
  onSelect: (row: UnitRowView) => void;
};

/** The payouts of a unit: however many there are, only those in view are read and drawn. */
export function UnitRows({ unitId, hash, view, q, selected, onSelect }: UnitRowsProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [first] = useQueries({ queries: [unitRowsOptions(unitId, hash, { view, q, from: 0 })] });
  const total = first.data?.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / UNIT_ROWS_A_PAGE)))];
  const read = useQueries({ queries: pages.map((page) => unitRowsOptions(unitId, hash, { view, q, from: page * UNIT_ROWS_A_PAGE })) });
  const rowAt = (index: number) => read[pages.indexOf(Math.floor(index / UNIT_ROWS_A_PAGE))]?.data?.rows[index % UNIT_ROWS_A_PAGE];

  if (first.isPending) {
    return (
      <div className="flex flex-col gap-2 p-4">
        <LoadingNote>Loading payouts</LoadingNote>
        <Skeleton width="long" />
        <Skeleton width="long" />
      </div>
    );
  }
  if (first.isError) {
    return (
      <ErrorFace title="The payouts could not be read" action={<Button onPress={() => void first.refetch()}>Try again</Button>}>
        Nothing was decided by it.
      </ErrorFace>
    );
  }
  if (total === 0) return <p className="px-4 py-3 text-grey-5 text-small">{q === "" ? "None." : "Nothing here is called that."}</p>;
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={view === "outliers" ? "Payouts that stand out" : "All payouts"}
      className="max-h-[26rem] overflow-auto"
    >
      <ol className="relative" style={{ height: virtual.getTotalSize() }}>
        {items.map(({ index, start, key }) => {
          const row = rowAt(index);
          return (
            <li
              key={key}
              ref={virtual.measureElement}
              data-index={index}
              aria-setsize={total}
              aria-posinset={index + 1}
              className="absolute inset-x-0 top-0 border-grey-2 border-b"
              style={{ transform: `translateY(${start}px)` }}
            >
              {row ? (
                <UnitRow row={row} isSelected={selected?.has(row.payoutId) ?? null} onSelect={onSelect} />
              ) : (
                <div className="flex h-13 items-center px-4">
                  <Skeleton width="long" />
                </div>
              )}
            </li>
          );
        })}
      </ol>
    </section>
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
