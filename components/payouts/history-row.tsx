"use client";

import { useRouter } from "next/navigation";
import { type MouseEvent, memo } from "react";
import { classNames } from "@/components/ui/class-names";
import { Cell, Row } from "@/components/ui/table";
import type { HistoryLayout } from "@/lib/domain/payout/history-layout";
import { type CellFacts, HISTORY_CELLS, PINNED } from "./history-cells";

export type HistoryRowProps = CellFacts & { layout: HistoryLayout; place: number; isCurrent: boolean };

/**
 * One payout on one line; on a phone on two: whom and how much, then what became of it and when. The whole row leads to the payout,
 * its number is the link that keyboards and new tabs use.
 */
export const HistoryRow = memo(function HistoryRow({ layout, place: rowPlace, isCurrent, ...facts }: HistoryRowProps) {
  const router = useRouter();
  const href = `/payouts/${facts.payout.number}` as const;
  const open = (event: MouseEvent<HTMLElement>) => {
    // The number is a link like any other: with a key held down the browser knows what to do.
    const isLink = event.target instanceof Element && event.target.closest("a") !== null;
    if (isLink && (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey)) return;
    if (isSelectingIn(event.currentTarget)) return;
    event.preventDefault();
    if (event.metaKey || event.ctrlKey) window.open(href, "_blank", "noopener");
    else router.push(href);
  };
  return (
    <Row
      isCurrent={isCurrent}
      // The head is the first row.
      aria-rowindex={rowPlace + 2}
      onClick={open}
      className="cursor-pointer max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:gap-x-3 max-md:gap-y-1.5 max-md:border-grey-2 max-md:border-b max-md:px-4 max-md:py-3 max-md:last:border-b-0"
    >
      {layout.columns.map((column, place) => {
        const { isNumeric, isQuiet, look, show } = HISTORY_CELLS[column];
        return (
          <Cell
            key={column}
            isNumeric={isNumeric}
            isQuiet={isQuiet}
            className={classNames(look, layout.isFirstPinned && place === 0 && PINNED)}
          >
            {show(facts)}
          </Cell>
        );
      })}
    </Row>
  );
});

/** Whoever marks a reference to copy it does not mean to leave. */
function isSelectingIn(row: HTMLElement): boolean {
  const selection = window.getSelection();
  return selection?.type === "Range" && row.contains(selection.anchorNode);
}
