"use client";

import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { useStepUp } from "./step-up";

const LOST = "The answer did not come back, so it may or may not have been done. What is shown after a reload is how it stands.";

/**
 * A deed from press to answer: pending while it runs, said once when it is done; why it was refused stays until the next try. Where
 * it demands a step-up, that is asked for on the way.
 */
export function useAnswer() {
  const withStepUp = useStepUp();
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = <T>(act: () => Promise<ActionAnswer<T>>, done: string | ((value: T) => string), onDone?: (value: T) => void) => {
    setRefusal(null);
    start(async () => {
      // The network or the server broke off: neither done nor refused can be claimed.
      const answer = await withStepUp(act).catch(() => null);
      if (!answer) return setRefusal(LOST);
      if (!answer.ok) return setRefusal(answer.denial.sentence);
      confirmDone(typeof done === "string" ? done : done(answer.value));
      onDone?.(answer.value);
    });
  };
  return { run, isPending, refusal };
}
