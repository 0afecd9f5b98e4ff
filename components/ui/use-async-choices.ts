"use client";

import { useEffect, useEffectEvent, useState } from "react";
import type { Choice } from "./choice-item";

export type FindChoices = (typed: string, signal: AbortSignal) => Promise<readonly Choice[]>;
export type AsyncChoices = { choices: readonly Choice[]; status: "idle" | "searching" | "found" | "failed" };

const PAUSE_MS = 120;

/**
 * Search as you type: waits for a short pause, and drops the answers that a later key press has overtaken.
 * The last list stays on screen while the next one is fetched, so nothing flickers.
 */
export function useAsyncChoices(find: FindChoices | undefined, typed: string, isOpen: boolean): AsyncChoices {
  const [answer, setAnswer] = useState<AsyncChoices>({ choices: [], status: "idle" });
  // The parent's callback is new on every render; only typing and opening start a search.
  const ask = useEffectEvent((abort: AbortController) => {
    const keep = (next: AsyncChoices) => (abort.signal.aborted ? undefined : setAnswer(next));
    find?.(typed, abort.signal)
      .then((choices) => keep({ choices, status: "found" }))
      .catch(() => keep({ choices: [], status: "failed" }));
  });

  // biome-ignore lint/correctness/useExhaustiveDependencies: `typed` starts the search that `ask` makes.
  useEffect(() => {
    if (!isOpen) return;
    const abort = new AbortController();
    setAnswer((before) => ({ choices: before.choices, status: "searching" }));
    const timer = setTimeout(() => ask(abort), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [typed, isOpen]);

  return answer;
}
