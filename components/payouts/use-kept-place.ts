"use client";

import { type MouseEvent, type RefObject, useEffect, useEffectEvent, useRef } from "react";
import { z } from "zod";
import { keepAddress } from "@/components/ui/kept-address";
import { HISTORY_PLACE } from "./history-place";

type KeptPlace = {
  query: string;
  region: RefObject<HTMLElement | null>;
  /** Whether the rows of this view are there. */
  hasRows: boolean;
  onReturn: (payoutId: string) => void;
};

const OPENED = `${HISTORY_PLACE}.opened`;
const Opened = z.object({ query: z.string(), payoutId: z.string(), offset: z.number() });

/**
 * Whoever opens a payout and comes back finds its row where it was, and goes on from there by keyboard. Any other way into a view leads
 * to its top.
 */
export function useKeptPlace({ query, region, hasRows, onReturn }: KeptPlace) {
  const isBack = useRef(false);
  const returnTo = useEffectEvent(() => {
    const opened = takeOpened();
    const row = opened?.query === query ? rowOf(region.current, opened.payoutId) : null;
    if (!opened || !row) return;
    isBack.current = true;
    const scroller = region.current?.firstElementChild;
    const wanted = topOf(row, scroller) - opened.offset;
    if (scroller && scroller.scrollHeight > scroller.clientHeight) scroller.scrollTop += wanted;
    else window.scrollBy({ top: row.getBoundingClientRect().top - opened.offset, behavior: "instant" });
    onReturn(opened.payoutId);
  });
  useEffect(() => {
    keepAddress(HISTORY_PLACE, query);
    if (!hasRows) return;
    returnTo();
    if (!isBack.current) region.current?.firstElementChild?.scrollTo({ top: 0 });
    isBack.current = false;
  }, [query, hasRows, region]);

  const keepPlace = (payoutId: string) => {
    const row = rowOf(region.current, payoutId);
    const scroller = region.current?.firstElementChild;
    const isInside = scroller && scroller.scrollHeight > scroller.clientHeight;
    const offset = row ? topOf(row, isInside ? scroller : null) : 0;
    keepAddress(OPENED, JSON.stringify({ query, payoutId, offset } satisfies z.infer<typeof Opened>));
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

function topOf(row: HTMLElement, scroller: Element | null | undefined): number {
  return row.getBoundingClientRect().top - (scroller?.getBoundingClientRect().top ?? 0);
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
