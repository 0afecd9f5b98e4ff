"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { explainFindingAction } from "@/lib/actions/reconciliation";

/** Whoever found out why the two sides differ writes it down; then it needs nobody any more. */
export function ExplainForm({ findingId, lastRunId }: { findingId: string; lastRunId: string }) {
  const { run, isPending, refusal } = useAnswer();
  const [note, setNote] = useState("");
  return (
    <Card title="Explain it">
      <form
        noValidate
        className="flex max-w-160 flex-col items-start gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          run(() => explainFindingAction({ findingId, lastRunId, note }), "It is written down");
        }}
      >
        <Refusal title="It was not written down" sentence={refusal} />
        <div className="w-full">
          <TextArea
            label="What you found out"
            hint="Why the two differ, who knows, and where it can be read. It is kept with your name."
            value={note}
            onChange={setNote}
            maxLength={500}
          />
        </div>
        <Button type="submit" tone="primary" isDisabled={note.trim() === ""} isPending={isPending} pendingLabel="Noting">
          Mark as explained
        </Button>
      </form>
    </Card>
  );
}
