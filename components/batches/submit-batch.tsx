"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { submitBatchAction } from "@/lib/actions/batches";
import { newId } from "@/lib/base/id";

const LOST = "The answer did not come back. Press again: it is the same submission, and nothing is submitted twice.";

export function SubmitBatch({ batchId, revision, rows }: { batchId: string; revision: number; rows: number }) {
  const router = useRouter();
  // One for each opened review: a second press is the same.
  const [submissionId] = useState(() => newId("batchSubmission"));
  const [isPending, start] = useTransition();
  const [refused, setRefused] = useState<string | null>(null);
  const submit = () =>
    start(async () => {
      setRefused(null);
      const answer = await submitBatchAction({ batchId, submissionId, revision, rows }).catch(() => null);
      if (answer?.ok) router.push(`/batches/${batchId}?view=sent`);
      else setRefused(answer ? answer.denial.sentence : LOST);
    });
  return (
    <>
      {refused ? (
        <Callout tone="danger" title="It was not submitted" isLive>
          {refused}
        </Callout>
      ) : null}
      <Button tone="primary" isWide isPending={isPending} isDisabled={rows === 0} onPress={submit}>
        Submit {rows.toLocaleString("en-GB")} {rows === 1 ? "payout" : "payouts"}
      </Button>
    </>
  );
}
