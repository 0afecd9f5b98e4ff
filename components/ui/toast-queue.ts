"use client";

import { UNSTABLE_ToastQueue as ToastQueue } from "react-aria-components/Toast";

export type Confirmation = {
  sentence: string;
  /** A way back, as long as there is one: "Undo". */
  undo?: { text: string; shortcut?: string; onPress: () => void };
};

const SHOWN_MS = 6000;

export const confirmations = new ToastQueue<Confirmation>({ maxVisibleToasts: 3 });

/** Says that something was done. What needs a decision, and what went wrong, stays on the page instead. */
export function confirmDone(sentence: string, undo?: Confirmation["undo"], shownMs = SHOWN_MS): () => void {
  const key = confirmations.add({ sentence, undo }, { timeout: shownMs });
  return () => confirmations.close(key);
}
