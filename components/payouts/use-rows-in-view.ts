"use client";

import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useState } from "react";
import { HISTORY_SIZES } from "@/lib/domain/payout/history-view";

/** What is drawn whole: a page, which is found by the browser's own search, printed, and sent without a script. */
const [DRAWN_WHOLE] = HISTORY_SIZES;
const USUAL_HEIGHT = 37;
const OVERSCAN = 12;
const NEAR_THE_END = 10;

type Watched = {
  region: RefObject<HTMLElement | null>;
  count: number;
  /** A row that stays drawn wherever it is, since the focus is on it; -1 for none. */
  kept: number;
  /** Called, while somebody scrolls, when the last rows come near. */
  onNearEnd: () => void;
};

/**
 * Which rows are drawn: a page as a whole, and of more than that only what is in view, so that a thousand cost what fifty do. All rows
 * are equally high. On a phone the whole screen moves and not the table, and there every row is drawn.
 */
export function useRowsInView({ region, count, kept, onNearEnd }: Watched): { places: readonly number[]; rowHeight: number } {
  const [rowHeight, setRowHeight] = useState(USUAL_HEIGHT);
  // Unknown until the browser has drawn something.
  const [movesInside, setMovesInside] = useState<boolean | null>(null);
  const isVirtual = count > DRAWN_WHOLE && movesInside === true;
  const virtual = useVirtualizer({
    count,
    enabled: isVirtual,
    getScrollElement: () => region.current?.firstElementChild ?? null,
    // It begins where the rows are: nothing moves when there come to be more than a page.
    initialOffset: () => region.current?.firstElementChild?.scrollTop ?? 0,
    estimateSize: () => rowHeight,
    overscan: OVERSCAN,
    rangeExtractor: (range) =>
      kept < 0 ? defaultRangeExtractor(range) : [...new Set([...defaultRangeExtractor(range), kept])].sort((a, b) => a - b),
  });

  // After every drawing: density, fonts and the width of the window change both.
  useLayoutEffect(() => {
    const scroller = region.current?.firstElementChild;
    if (!scroller) return;
    setMovesInside(getComputedStyle(scroller).maxHeight !== "none");
    const drawn = scroller.querySelector("tr:has(a[data-payout])")?.getBoundingClientRect().height;
    if (drawn) setRowHeight(drawn);
  });
  useLayoutEffect(() => {
    if (isVirtual && rowHeight > 0) virtual.measure();
  }, [virtual, isVirtual, rowHeight]);

  const look = useEffectEvent((scroller: Element) => {
    const below = scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    if (movesInside && below < NEAR_THE_END * rowHeight) onNearEnd();
  });
  useEffect(() => {
    const scroller = region.current?.firstElementChild;
    if (!scroller) return;
    const onScroll = () => look(scroller);
    scroller.addEventListener("scroll", onScroll, { passive: true });
    return () => scroller.removeEventListener("scroll", onScroll);
  }, [region]);

  const inView = isVirtual ? virtual.getVirtualItems().map(({ index }) => index) : [];
  const whole = movesInside === false ? count : Math.min(count, DRAWN_WHOLE);
  return { places: isVirtual && inView.length > 0 ? inView : Array.from({ length: whole }, (_, place) => place), rowHeight };
}
