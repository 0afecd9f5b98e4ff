"use client";

import { Minus, Plus } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import type { decideTeamChangeAction } from "@/lib/actions/team";
import type { ChangeView } from "@/lib/queries/list-access-changes";

export type PendingChangeProps = { change: ChangeView; decide: typeof decideTeamChangeAction; onLink: (path: string) => void };

/** One wish: who asks for what, the difference in sentences, and the two answers. */
export function PendingChange({ change, decide, onLink }: PendingChangeProps) {
  const { run, isPending, refusal } = useAnswer();
  const { id: changeId, asked, proposedByName, proposedAt, expiresAt, isYours, isAboutYou, warning } = change;
  const answer = (verdict: "confirmed" | "declined") =>
    run(
      () => decide({ changeId, verdict }),
      verdict === "confirmed" ? "It is confirmed." : "Nothing was changed.",
      ({ link }) => (link ? onLink(link) : undefined),
    );
  return (
    <Callout
      tone="warning"
      title={`${isYours ? "You ask" : `${proposedByName} asks`} to ${asked}`}
      actions={
        <>
          <Button onPress={() => answer("declined")} isPending={isPending} pendingLabel="Working on it">
            {isYours ? "Take it back" : "Decline"}
          </Button>
          {isYours || isAboutYou ? null : (
            <Button tone="primary" onPress={() => answer("confirmed")} isPending={isPending} pendingLabel="Confirming">
              Confirm
            </Button>
          )}
        </>
      }
    >
      <p>
        Asked for on <Timestamp at={proposedAt} />, open until <Timestamp at={expiresAt} />.{" "}
        {isYours ? "Another admin has to confirm it." : null}
        {isAboutYou && !isYours ? "It is about you, so another admin has to confirm it." : null}
      </p>
      <Effect change={change} />
      {warning ? <p className="mt-1.5 font-medium">{warning}</p> : null}
      {refusal ? (
        <p role="alert" className="mt-1.5 text-red">
          {refusal}
        </p>
      ) : null}
    </Callout>
  );
}

function Effect({ change: { gains, losses } }: Pick<PendingChangeProps, "change">) {
  if (gains.length + losses.length === 0) return null;
  return (
    <ul aria-label="What would be different" className="mt-1.5 flex flex-col gap-0.5">
      {gains.map((sentence) => (
        <li key={sentence} className="flex items-start gap-1.5">
          <Plus className="mt-0.5 size-4 shrink-0 text-accent" aria-hidden />
          <span>may {sentence}</span>
        </li>
      ))}
      {losses.map((sentence) => (
        <li key={sentence} className="flex items-start gap-1.5">
          <Minus className="mt-0.5 size-4 shrink-0 text-red" aria-hidden />
          <span>may no longer {sentence}</span>
        </li>
      ))}
    </ul>
  );
}
