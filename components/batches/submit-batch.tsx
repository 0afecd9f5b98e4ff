"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { Select } from "@/components/ui/select";
import { TextField } from "@/components/ui/text-field";
import { submitBatchAction } from "@/lib/actions/batches";
import { newId } from "@/lib/base/id";
import { CLOSED_DAY_RULES, CLOSED_DAY_WORDS } from "@/lib/domain/calendar/working-days";

const LOST = "The answer did not come back. Press again: it is the same submission, and nothing is submitted twice.";

export function SubmitBatch({ batchId, revision, rows }: { batchId: string; revision: number; rows: number }) {
  const router = useRouter();
  // One for each opened review: a second press is the same.
  const [submissionId] = useState(() => newId("batchSubmission"));
  const [isPending, start] = useTransition();
  const [refused, setRefused] = useState<string | null>(null);
  const [sendOn, setSendOn] = useState("");
  const [onClosedDay, setOnClosedDay] = useState<string>("after");
  const day = sendOn === "" ? {} : { sendOn, onClosedDay };
  const submit = () =>
    start(async () => {
      setRefused(null);
      const answer = await submitBatchAction({ batchId, submissionId, revision, rows, ...day }).catch(() => null);
      if (answer?.ok) router.push(`/batches/${batchId}?view=sent`);
      else setRefused(answer ? answer.denial.sentence : LOST);
    });
  return (
    <>
      <Refusal title="It was not submitted" sentence={refused} />
      <TextField
        label="Send on"
        aside="optional"
        type="date"
        hint={sendOn === "" ? "Empty: each as soon as it is approved." : "At six in the morning. Rows with a day of their own keep it."}
        value={sendOn}
        onChange={setSendOn}
      />
      {sendOn === "" ? null : (
        <Select
          label="Where banks are closed then"
          choices={CLOSED_DAY_RULES.map((id) => ({ id, text: CLOSED_DAY_WORDS[id] }))}
          value={onClosedDay}
          onChange={setOnClosedDay}
        />
      )}
      <Button tone="primary" isWide isPending={isPending} isDisabled={rows === 0} onPress={submit}>
        Submit {rows.toLocaleString("en-GB")} {rows === 1 ? "payout" : "payouts"}
      </Button>
    </>
  );
}
