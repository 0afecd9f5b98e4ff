"use client";

import { useEffect, useRef } from "react";
import { type DraftPlace, type KeptDraft, keepDraft } from "./kept-draft";

/** Keeps what is typed as it is typed, so that a reload loses nothing; until it is stopped, since what was made is kept no more. */
export function useKeepTyping({ merchantId, personId, origin }: DraftPlace, { submissionKey, draft }: KeptDraft) {
  const isStopped = useRef(false);
  useEffect(() => {
    if (!isStopped.current) keepDraft({ merchantId, personId, origin }, { submissionKey, draft });
  }, [merchantId, personId, origin, submissionKey, draft]);
  return {
    stop: () => {
      isStopped.current = true;
    },
  };
}
