"use client";

import { useEffect, useEffectEvent } from "react";

// A text on its way from one part of the screen to another that has another address. It is kept in memory alone: what is handed over
// may be a person's name or account number, and neither addresses nor the browser's storage should keep those.

let waiting: string | null = null;
const takers = new Set<() => void>();

export function handOver(text: string) {
  waiting = text;
  for (const take of takers) take();
}

/** Called with what was handed over: at once when it came before, and whenever it comes again. */
export function useHandedOver(onCome: (text: string) => void) {
  const take = useEffectEvent(() => {
    if (waiting === null) return;
    const text = waiting;
    waiting = null;
    onCome(text);
  });
  useEffect(() => {
    const taker = () => take();
    takers.add(taker);
    taker();
    return () => void takers.delete(taker);
  }, []);
}
