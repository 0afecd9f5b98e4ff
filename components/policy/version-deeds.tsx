"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { TextField } from "@/components/ui/text-field";
import { decidePolicyAction, discardPolicyAction, proposePolicyAction } from "@/lib/actions/policies";

export type VersionDeedsProps = {
  version: number;
  state: "draft" | "proposed";
  isStuck: boolean;
  /** Why this reader may not decide on it; null when they may. */
  whyNotDecide: string | null;
};

/** What may be done with a version that is not in force yet: propose it, or let another admin decide. */
export function VersionDeeds({ version, state, isStuck, whyNotDecide }: VersionDeedsProps) {
  return state === "draft" ? (
    <DraftDeeds version={version} isStuck={isStuck} />
  ) : (
    <Decision version={version} isStuck={isStuck} whyNot={whyNotDecide} />
  );
}

function DraftDeeds({ version, isStuck }: { version: number; isStuck: boolean }) {
  const { run, isPending, refusal } = useAnswer();
  const [reason, setReason] = useState("");
  return (
    <Card title="Propose it to another admin">
      <div className="flex max-w-160 flex-col gap-3">
        <TextField
          label="Why is it changed?"
          hint="Whoever decides on it reads this."
          value={reason}
          onChange={setReason}
          autoComplete="off"
        />
        <Refusal refusal={refusal} />
        <div className="flex flex-wrap gap-2">
          <Button
            tone="primary"
            isDisabled={isStuck || reason.trim().length < 5}
            isPending={isPending}
            pendingLabel="Proposing"
            onPress={() => run(() => proposePolicyAction({ version, reason }), "It is proposed. Another admin decides.")}
          >
            Propose
          </Button>
          <ButtonLink href={`/settings/policy/${version}/edit`}>Edit the draft</ButtonLink>
          <Discard version={version} label="Discard the draft" />
        </div>
      </div>
    </Card>
  );
}

function Decision({ version, isStuck, whyNot }: { version: number; isStuck: boolean; whyNot: string | null }) {
  const { run, isPending, refusal } = useAnswer();
  const [note, setNote] = useState("");
  const decide = (verdict: "confirm" | "reject") =>
    run(
      () => decidePolicyAction({ version, verdict, note }),
      verdict === "confirm" ? "It is confirmed and judges from now on." : "It is rejected; nothing has changed.",
    );
  if (whyNot !== null) {
    return (
      <Card title="It waits for another admin">
        <div className="flex flex-col gap-3">
          <p>{whyNot}</p>
          <div>
            <Discard version={version} label="Take it back" />
          </div>
        </div>
      </Card>
    );
  }
  return (
    <Card title="Your decision">
      <div className="flex max-w-160 flex-col gap-3">
        <TextField label="Note" aside="needed to reject" value={note} onChange={setNote} autoComplete="off" />
        <Refusal refusal={refusal} />
        <div className="flex flex-wrap gap-2">
          <Button tone="primary" isDisabled={isStuck} isPending={isPending} pendingLabel="Deciding" onPress={() => decide("confirm")}>
            Confirm
          </Button>
          <Button isDisabled={note.trim() === ""} isPending={isPending} pendingLabel="Deciding" onPress={() => decide("reject")}>
            Reject
          </Button>
        </div>
      </div>
    </Card>
  );
}

function Discard({ version, label }: { version: number; label: string }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <>
      <Button
        isPending={isPending}
        pendingLabel="Letting go"
        onPress={() => run(() => discardPolicyAction({ version }), "It is gone; nothing has changed.")}
      >
        {label}
      </Button>
      <Refusal refusal={refusal} />
    </>
  );
}

function Refusal({ refusal }: { refusal: string | null }) {
  return refusal ? (
    <p role="alert" className="text-red">
      {refusal}
    </p>
  ) : null;
}
