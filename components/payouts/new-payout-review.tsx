"use client";

import { type ReactNode, useEffect, useRef, useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Card } from "@/components/ui/card";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Link } from "@/components/ui/link";
import { TextField } from "@/components/ui/text-field";
import type { WarningAnswer } from "@/lib/domain/payout/warning-view";
import type { DraftSummary } from "./draft-summary";
import { SplitParts } from "./new-payout-split";
import { NewPayoutSummary } from "./new-payout-summary";
import type { SubmitRefusal } from "./use-submit-payout";

export type NewPayoutReviewProps = {
  summary: DraftSummary;
  approval: WarningAnswer["approval"] | null;
  isPending: boolean;
  refusal: SubmitRefusal | null;
  warnings: ReactNode;
  /** It may be the same payout twice, so there is room to say why it is not; with `needsReason` that has to be said. */
  isDouble: boolean;
  needsReason: boolean;
  reason: string;
  onReason: (text: string) => void;
  onConfirm: () => void;
  onBack: () => void;
  /** The key was used up by other facts: the same facts under a new key, to be confirmed once more. */
  onStartAnew: () => void;
};

/** The last look. Enter confirms, Escape goes back, and nothing has been made before that. */
export function NewPayoutReview({ summary, approval, isPending, refusal, onBack, onStartAnew, ...doubt }: NewPayoutReviewProps) {
  const { warnings, isDouble, needsReason, reason, onReason } = doubt;
  const confirm = useRef<HTMLButtonElement>(null);
  const why = useRef<HTMLInputElement>(null);
  const [isAsked, setAsked] = useState(false);
  const isSaid = reason.trim().length >= LEAST_REASON || (reason.trim() === "" && !needsReason);
  useEffect(() => {
    confirm.current?.focus();
  }, []);
  const onConfirm = () => {
    setAsked(true);
    if (isSaid) doubt.onConfirm();
    else why.current?.focus();
  };
  useKeyBindings("Review", [
    { keys: "Enter", label: summary.repeat ? "Set it up" : "Ask for approval", isDisabled: isPending, onPress: onConfirm },
    { keys: "Escape", label: "Back to the form", isDisabled: isPending, onPress: onBack },
  ]);

  return (
    <div className="flex w-full max-w-160 flex-col gap-4">
      {refusal ? <Refusal refusal={refusal} onStartAnew={onStartAnew} /> : null}
      <Card title="Is this right?">
        <div className="flex flex-col gap-4">
          <NewPayoutSummary summary={summary} approval={approval} warnings={warnings} />
          {summary.parts.length > 1 ? <SplitParts parts={summary.parts} /> : null}
        </div>
      </Card>
      {isDouble || needsReason || !isSaid ? (
        <TextField
          ref={why}
          label="Why is this another one?"
          aside={needsReason ? undefined : "optional"}
          hint="Whoever decides on it reads this."
          value={reason}
          onChange={onReason}
          autoComplete="off"
          error={isAsked && !isSaid ? "Say in a few words why this is not the same payout again." : undefined}
        />
      ) : null}
      <div className="flex flex-col-reverse gap-2 sm:flex-row sm:justify-end max-sm:*:w-full">
        <Button size="large" isDisabled={isPending} onPress={onBack}>
          Back to the form <Kbd>Esc</Kbd>
        </Button>
        <Button
          ref={confirm}
          size="large"
          tone="primary"
          isPending={isPending}
          pendingLabel={summary.repeat ? "Setting it up" : "Making the payout"}
          onPress={onConfirm}
        >
          {summary.repeat ? "Set it up" : `Ask for approval${summary.parts.length > 1 ? ` of ${summary.parts.length}` : ""}`}{" "}
          <Kbd tone="reversed">Enter</Kbd>
        </Button>
      </div>
    </div>
  );
}

/** As the action asks for it. */
const LEAST_REASON = 3;

function Refusal({ refusal, onStartAnew }: { refusal: SubmitRefusal; onStartAnew: () => void }) {
  if (refusal.kind === "lost") {
    return (
      <Callout tone="warning" title="No answer came back" isLive>
        Whether the payout was made is not known. Confirm again: if it was made, you are led to it, and a second one is not made.
      </Callout>
    );
  }
  const isUsedUp = refusal.denial.code === "keyReused";
  return (
    <Callout
      tone="warning"
      title="It was not made"
      isLive
      actions={
        isUsedUp ? (
          <Button size="small" onPress={onStartAnew}>
            These facts are another payout
          </Button>
        ) : undefined
      }
    >
      {isUsedUp ? (
        <>
          This form has made a payout before, with other facts. <Link href="/payouts">Look for it in the history</Link> first.
        </>
      ) : (
        refusal.denial.sentence
      )}
    </Callout>
  );
}
