"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";

const LOST = "The answer did not come back, so it may or may not have been done. What is shown now is how it stands.";

/** A deed on a batch from press to answer; whatever the answer, batch and rows are read again. */
export function useBatchDeed(batchId: string) {
  const client = useQueryClient();
  const [isPending, start] = useTransition();
  const [refused, setRefused] = useState<string | null>(null);
  const run = (act: () => Promise<ActionAnswer<{ rows: number }>>, say: (rows: number) => string, onDone?: () => void) => {
    setRefused(null);
    start(async () => {
      const answer = await act().catch(() => null);
      await client.invalidateQueries({ queryKey: ["batch", batchId] });
      if (!answer) return setRefused(LOST);
      if (!answer.ok) return setRefused(answer.denial.sentence);
      confirmDone(say(answer.value.rows));
      onDone?.();
    });
  };
  return { run, isPending, refused };
}

/** "1 row", "3 rows". */
export function countRows(rows: number): string {
  return `${rows.toLocaleString("en-GB")} ${rows === 1 ? "row" : "rows"}`;
}
