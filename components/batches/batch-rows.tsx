"use client";

import { useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { CheckCheck } from "lucide-react";
import { useRef } from "react";
import { Button } from "@/components/ui/button";
import { EmptyFace } from "@/components/ui/empty-face";
import { ErrorFace } from "@/components/ui/error-face";
import { useLiveMs } from "@/components/ui/live-context";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";
import { ROWS_A_PAGE, type RowViewName } from "@/lib/domain/batch/batch-view";
import { batchRowsOptions } from "./batch-options";
import { BatchRow } from "./batch-row";

const LIVE_MS = 2_000;
const USUAL_HEIGHT = 44;

export type BatchRowsProps = { batchId: string; view: RowViewName; mayMend: boolean };

/** However many rows there are, only those in view are read and drawn. */
export function BatchRows({ batchId, view, mayMend }: BatchRowsProps) {
  const askMs = useLiveMs(LIVE_MS);
  const frame = useRef<HTMLDivElement>(null);
  const [first] = useQueries({ queries: [{ ...batchRowsOptions(batchId, { view, from: 0 }), refetchInterval: askMs }] });
  const total = first.data?.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => USUAL_HEIGHT,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / ROWS_A_PAGE)))];
  const read = useQueries({
    queries: pages.map((page) => ({ ...batchRowsOptions(batchId, { view, from: page * ROWS_A_PAGE }), refetchInterval: askMs })),
  });
  const rowAt = (index: number) => read[pages.indexOf(Math.floor(index / ROWS_A_PAGE))]?.data?.rows[index % ROWS_A_PAGE];
  const following = (index: number) => read.flatMap(({ data }) => data?.rows ?? []).filter(({ line }) => line >= (rowAt(index)?.line ?? 0));

  if (first.isPending) {
    return (
      <div className="flex flex-col gap-2 rounded-ui border border-grey-2 bg-raised p-4">
        <LoadingNote>Loading rows</LoadingNote>
        <Skeleton width="long" />
        <Skeleton width="long" />
        <Skeleton width="long" />
      </div>
    );
  }
  if (first.isError) {
    return (
      <ErrorFace title="The rows could not be read" action={<Button onPress={() => void first.refetch()}>Try again</Button>}>
        Nothing was lost: what was typed is kept.
      </ErrorFace>
    );
  }
  if (total === 0) {
    return (
      <div className="rounded-ui border border-grey-2 bg-raised">
        <EmptyFace icon={<CheckCheck aria-hidden />} title="No such rows">
          {view === "faulty" ? "Nothing is wrong with the rows as they stand." : "There is none in this state now."}
        </EmptyFace>
      </div>
    );
  }
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label="Rows of the file"
      className="max-h-[70vh] overflow-auto rounded-ui border border-grey-2 bg-raised"
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
                <BatchRow key={`${row.line}`} batchId={batchId} row={row} mayMend={mayMend} following={() => following(index)} />
              ) : (
                <div className="flex h-11 items-center px-4">
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
