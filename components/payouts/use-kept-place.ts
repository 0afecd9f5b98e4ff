"use client";

import { type MouseEvent, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import * as z from "zod";
import { keepAddress } from "@/components/ui/kept-address";
import type { PayoutRow } from "@/lib/domain/payout/history-view";
import { HISTORY_PLACE } from "./history-place";

type KeptPlace = {
  query: string;
  /** The same without how far the rows go: going further down is no other view. */
  startQuery: string;
  region: RefObject<HTMLElement | null>;
  /** The rows of this view, once they are there. */
  rows: readonly PayoutRow[];
  /** Called before a payout is opened. */
  onOpen: (payoutId: string) => void;
  onReturn: (payoutId: string) => void;
};

const OPENED = `${HISTORY_PLACE}.opened`;
const Opened = z.object({ query: z.string(), payoutId: z.string(), offset: z.number() });

/**
 * Whoever opens a payout and comes back finds its row where it was, and goes on from there by keyboard. Any other way into a view leads
 * to its top.
 */
export function useKeptPlace({ query, startQuery, region, rows, onOpen, onReturn }: KeptPlace) {
  const isBack = useRef(false);
  const hasRows = rows.length > 0;
  const returnTo = useEffectEvent(() => {
    const opened = takeOpened();
    const place = opened?.query === startQuery ? rows.findIndex(({ id }) => id === opened.payoutId) : -1;
    if (!opened || place < 0) return;
    isBack.current = true;
    const scroller = region.current?.firstElementChild;
    if (scroller && movesInside(scroller)) scroller.scrollTop = topOfRows(scroller) + place * rowHeight(scroller) - opened.offset;
    else {
      const top = rowOf(region.current, opened.payoutId)?.getBoundingClientRect().top ?? 0;
      window.scrollBy({ top: top - opened.offset, behavior: "instant" });
    }
    onReturn(opened.payoutId);
  });
  useEffect(() => keepAddress(HISTORY_PLACE, query), [query]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another view, whose rows have come.
  useEffect(() => {
    if (!hasRows) return;
    returnTo();
    if (!isBack.current) region.current?.firstElementChild?.scrollTo({ top: 0 });
    isBack.current = false;
  }, [startQuery, hasRows, region]);

  const keepPlace = (payoutId: string) => {
    const row = rowOf(region.current, payoutId);
    const scroller = region.current?.firstElementChild;
    const top = scroller && movesInside(scroller) ? scroller.getBoundingClientRect().top : 0;
    const offset = row ? row.getBoundingClientRect().top - top : 0;
    keepAddress(OPENED, JSON.stringify({ query: startQuery, payoutId, offset } satisfies z.infer<typeof Opened>));
    onOpen(payoutId);
  };
  return {
    keepPlace,
    /** For a press anywhere in a row, before it is followed. */
    onPressRow: ({ target, metaKey, ctrlKey }: MouseEvent<HTMLElement>) => {
      const id = target instanceof Element && target.closest("tr")?.querySelector<HTMLElement>("a[data-payout]")?.dataset.payout;
      if (id && !metaKey && !ctrlKey) keepPlace(id);
    },
  };
}

function rowOf(region: HTMLElement | null, payoutId: string): HTMLElement | null {
  return region?.querySelector<HTMLElement>(`a[data-payout="${CSS.escape(payoutId)}"]`)?.closest("tr") ?? null;
}

/** On a phone the screen moves, and not the table in it. */
function movesInside(scroller: Element): boolean {
  return scroller.scrollHeight > scroller.clientHeight;
}

/** Where the first row begins in what is scrolled, drawn or not. */
function topOfRows(scroller: Element): number {
  return scroller.clientTop + (scroller.querySelector("thead")?.getBoundingClientRect().height ?? 0);
}

function rowHeight(scroller: Element): number {
  return scroller.querySelector("tr:has(a[data-payout])")?.getBoundingClientRect().height ?? 0;
}

/** Once: whoever comes by another way later begins at the top. */
function takeOpened() {
  try {
    const read = Opened.safeParse(JSON.parse(sessionStorage.getItem(OPENED) ?? "null"));
    sessionStorage.removeItem(OPENED);
    return read.success ? read.data : null;
  } catch {
    return null;
  }
}
