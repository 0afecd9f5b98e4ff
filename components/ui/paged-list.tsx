"use client";

import { type QueryKey, type UseQueryOptions, useQueries } from "@tanstack/react-query";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useRef } from "react";
import { Button } from "./button";
import { classNames } from "./class-names";
import { ErrorFace } from "./error-face";
import { LoadingNote, Skeleton } from "./skeleton";

type Page<Row> = { total: number; from: number; rows: Row[] };

export type PagedListProps<Row, Key extends QueryKey> = {
  label: string;
  /** What it is a list of: "payouts". */
  noun: string;
  /** How high it may become, and its frame. */
  className: string;
  rowsAPage: number;
  /** In pixels, of a row that nobody has seen yet. */
  usualHeight: number;
  /** Reads the page that begins at the row `from`, counted from 0. */
  pageOptions: (from: number) => UseQueryOptions<Page<Row>, Error, Page<Row>, Key>;
  /** What a failed reading has not touched. */
  untouched: string;
  empty: ReactNode;
  /** `following`: the row and those after it that have been read. */
  children: (row: Row, following: () => readonly Row[]) => ReactNode;
};

/** However many rows there are, only those in view are read and drawn. */
export function PagedList<Row, Key extends QueryKey>(props: PagedListProps<Row, Key>) {
  const { label, noun, className, rowsAPage, usualHeight, pageOptions, untouched, empty, children } = props;
  const frame = useRef<HTMLDivElement>(null);
  const [first] = useQueries({ queries: [pageOptions(0)] });
  const total = first.data?.total ?? 0;
  const virtual = useVirtualizer({
    count: total,
    getScrollElement: () => frame.current,
    estimateSize: () => usualHeight,
    overscan: 8,
  });
  const items = virtual.getVirtualItems();
  const pages = [...new Set(items.map(({ index }) => Math.floor(index / rowsAPage)))];
  const read = useQueries({ queries: pages.map((page) => pageOptions(page * rowsAPage)) });
  const pageOf = (index: number) => pages.indexOf(Math.floor(index / rowsAPage));
  const rowAt = (index: number) => read[pageOf(index)]?.data?.rows[index % rowsAPage];
  const following = (index: number) =>
    read
      .slice(pageOf(index))
      .flatMap(({ data }) => data?.rows ?? [])
      .slice(index % rowsAPage);

  if (first.isPending) {
    return (
      <div className={classNames("flex flex-col gap-2 p-4", className)}>
        <LoadingNote>{`Loading ${noun}`}</LoadingNote>
        <Skeleton width="long" />
        <Skeleton width="long" />
        <Skeleton width="long" />
      </div>
    );
  }
  if (first.isError) {
    return (
      <ErrorFace title={`The ${noun} could not be read`} action={<Button onPress={() => void first.refetch()}>Try again</Button>}>
        {untouched}
      </ErrorFace>
    );
  }
  if (total === 0) return empty;
  return (
    <section
      ref={frame}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
      tabIndex={0}
      aria-label={label}
      className={classNames("overflow-auto", className)}
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
              {row === undefined ? (
                <div className="flex items-center px-4" style={{ height: usualHeight }}>
                  <Skeleton width="long" />
                </div>
              ) : (
                children(row, () => following(index))
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}
