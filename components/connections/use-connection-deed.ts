"use client";

import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";

/** A deed on a connection from press to answer; what was refused stays until the next try. */
export function useConnectionDeed() {
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<string | null>(null);
  const run = <T>(act: () => Promise<ActionAnswer<T>>, done: (value: T) => string) => {
    setRefusal(null);
    start(async () => {
      const answer = await act();
      if (answer.ok) confirmDone(done(answer.value));
      else setRefusal(answer.denial.sentence);
    });
  };
  return { run, isPending, refusal };
}
