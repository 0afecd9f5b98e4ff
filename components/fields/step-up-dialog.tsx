"use client";

import { startAuthentication } from "@simplewebauthn/browser";
import { KeyRound } from "lucide-react";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import type { ActionAnswer } from "@/lib/actions/answer";
import { beginStepUpAction, stepUpAction } from "@/lib/actions/step-up";
import type { StepUp, StepUpAsk } from "@/lib/domain/access/step-up";
import { CodeField } from "./code-field";

export type StepUpDialogProps = {
  ask: StepUpAsk;
  /** What is about to be done, in the middle of a sentence: "approve 1,250.00 EUR to Anna Schmidt". */
  deed?: string;
  onProven: () => void;
  onClose: () => void;
};

const LOST = "The answer did not come back. Nothing was done; try again.";

/** A code or a passkey, whichever the person has. The sixth digit sends the code; Escape leaves everything as it was. */
export function StepUpDialog({ ask: { need, methods }, deed, onProven, onClose }: StepUpDialogProps) {
  const [code, setCode] = useState("");
  const [refusal, setRefusal] = useState<string | null>(null);
  const [isPending, start] = useTransition();
  const [isWaitingForKey, setIsWaitingForKey] = useState(false);
  const hasCode = methods.includes("totp");

  const prove = (proof: StepUp["proof"]) =>
    start(async () => {
      const answer: ActionAnswer<unknown> | null = await stepUpAction({ need, proof }).catch(() => null);
      if (answer?.ok) return onProven();
      setCode("");
      setRefusal(answer ? answer.denial.sentence : LOST);
    });
  const askPasskey = async () => {
    setRefusal(null);
    setIsWaitingForKey(true);
    try {
      const question = await beginStepUpAction({ need });
      if (!question.ok) return setRefusal(question.denial.sentence);
      prove({ kind: "passkey", assertion: await startAuthentication({ optionsJSON: question.value }) });
    } catch {
      setRefusal("The passkey was not used. Nothing was done.");
    } finally {
      setIsWaitingForKey(false);
    }
  };

  return (
    <Dialog title="Confirm that it is you" isOpen onClose={onClose} width="narrow" actions={<Button onPress={onClose}>Cancel</Button>}>
      <p className="text-grey-5">
        {deed ? `Before you ${deed}, prove` : "Prove"} once more that it is you.
        {need.kind === "item" ? " This counts for exactly what you were shown, and once." : " This counts for five minutes."}
      </p>
      <Refusal sentence={refusal} />
      {hasCode ? (
        <CodeField
          value={code}
          onChange={setCode}
          onWhole={(whole) => prove({ kind: "totp", code: whole })}
          isPending={isPending}
          hint="The six digits that your authenticator app shows now."
        />
      ) : null}
      {methods.includes("passkey") ? (
        <Button
          tone={hasCode ? undefined : "primary"}
          isWide
          autoFocus={!hasCode}
          isPending={isWaitingForKey || (isPending && !hasCode)}
          pendingLabel="Waiting for the passkey"
          onPress={() => void askPasskey()}
        >
          <KeyRound aria-hidden />
          Use a passkey
        </Button>
      ) : null}
    </Dialog>
  );
}
