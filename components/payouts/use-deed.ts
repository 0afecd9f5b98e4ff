"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { refreshPayout } from "./use-live-payout";

export type Refused = { readonly title: string; readonly sentence: string };

/**
 * A deed on a payout from press to answer. What was refused stays until the next try; whatever the answer, the payout is read
 * again, since a refusal most often means that it has changed.
 */
export function useDeed(payoutId: string) {
  const client = useQueryClient();
  const [isPending, start] = useTransition();
  const [refused, setRefused] = useState<Refused | null>(null);

  const run = (act: () => Promise<ActionAnswer<unknown>>, said: { done: string; refused: string; onDone?: () => void }) => {
    setRefused(null);
    start(async () => {
      const answer = await answerOf(act);
      await refreshPayout(client, { id: payoutId });
      if (!answer.ok) return setRefused({ title: said.refused, sentence: answer.sentence });
      confirmDone(said.done);
      said.onDone?.();
    });
  };
  return { run, isPending, refused, forget: () => setRefused(null) };
}

const LOST = "The answer did not come back, so it may or may not have been done. What is shown now is how it stands.";

async function answerOf(act: () => Promise<ActionAnswer<unknown>>): Promise<{ ok: true } | { ok: false; sentence: string }> {
  try {
    const answer = await act();
    return answer.ok ? { ok: true } : { ok: false, sentence: answer.denial.sentence };
  } catch {
    // The network or the server broke off: neither done nor refused can be claimed.
    return { ok: false, sentence: LOST };
  }
}
