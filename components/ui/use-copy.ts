"use client";

import { useEffect, useState } from "react";

export type CopyAnswer = "copied" | "refused" | null;

const SAID_MS = 1600;

/** Puts text into the clipboard and says for a moment whether that worked: browsers refuse it on plain http and in some frames. */
export function useCopy(): { answer: CopyAnswer; copy: (text: string) => void } {
  const [answer, setAnswer] = useState<CopyAnswer>(null);

  useEffect(() => {
    if (!answer) return;
    const timer = setTimeout(() => setAnswer(null), SAID_MS);
    return () => clearTimeout(timer);
  }, [answer]);

  return {
    answer,
    copy: (text) => {
      void writeClipboard(text).then(setAnswer);
    },
  };
}

async function writeClipboard(text: string): Promise<CopyAnswer> {
  try {
    await navigator.clipboard.writeText(text);
    return "copied";
  } catch {
    return "refused";
  }
}
