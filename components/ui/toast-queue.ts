"use client";

export type Confirmation = {
  key: number;
  sentence: string;
  /** A way back, as long as there is one: "Undo". */
  undo?: { text: string; shortcut?: string; onPress: () => void };
  shownMs: number;
};

const SHOWN_MS = 6000;
const MOST = 3;

let shown: readonly Confirmation[] = [];
let lastKey = 0;
const listeners = new Set<() => void>();

/**
 * Says that something was done. What needs a decision, and what went wrong, stays on the page instead.
 * Answers with a function that takes the confirmation away, for when its undo is no longer possible.
 */
export function confirmDone(sentence: string, undo?: Confirmation["undo"], shownMs = SHOWN_MS): () => void {
  lastKey += 1;
  const key = lastKey;
  show([...shown, { key, sentence, undo, shownMs }].slice(-MOST));
  return () => dismissConfirmation(key);
}

export function dismissConfirmation(key: number) {
  show(shown.filter((one) => one.key !== key));
}

export const confirmations = {
  read: () => shown,
  listen: (listener: () => void) => {
    listeners.add(listener);
    return () => {
      listeners.delete(listener);
    };
  },
};

function show(next: readonly Confirmation[]) {
  shown = next;
  for (const listener of listeners) listener();
}
