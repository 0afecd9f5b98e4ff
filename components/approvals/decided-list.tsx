"use client";

import { Check, CircleDashed, ThumbsDown, Undo2 } from "lucide-react";
import { CopyKey } from "@/components/display/copy-key";
import { Money } from "@/components/display/money";
import { SentenceText } from "@/components/display/sentence-text";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { IconButton } from "@/components/ui/icon-button";
import { Link } from "@/components/ui/link";
import type { Decision } from "./use-decisions";

const NOT_DONE = {
  refused: { approve: "Not approved", reject: "Not rejected" },
  lost: { approve: "No answer to the approval", reject: "No answer to the rejection" },
  notUndone: { approve: "The approval stands", reject: "The rejection stands" },
} as const;

/** Decisions that did not count, or may not have. Each stays until it has been read. */
export function RefusedDecisions({ decisions, onForget }: { decisions: readonly Decision[]; onForget: (number: string) => void }) {
  return decisions.flatMap(({ number, payout, verdict, note, status, outcome }) =>
    status === "pending" || status === "done" ? (
      []
    ) : (
      <Callout
        key={number}
        tone="warning"
        isLive
        title={`${NOT_DONE[status][verdict]}: payout to ${payout.receiver.name}`}
        actions={
          <Button size="small" onPress={() => onForget(number)}>
            Understood
          </Button>
        }
      >
        <SentenceText parts={outcome} />
        {note ? (
          <p className="mt-1.5 flex flex-wrap items-baseline gap-x-1.5">
            You had written: <CopyKey label="what you had written" text={note} />
          </p>
        ) : null}
      </Callout>
    ),
  );
}

const SAID = {
  pending: { approve: "Approving", reject: "Rejecting" },
  done: { approve: "Approved", reject: "Rejected" },
} as const;

/** What this sitting has decided, newest first, so that a slip of the finger is seen. */
export function DecidedList({ decisions, onUndo }: { decisions: readonly Decision[]; onUndo: (decision: Decision) => void }) {
  const shown = decisions.filter(({ status }) => status === "pending" || status === "done");
  if (shown.length === 0) return null;
  return (
    <section aria-label="Decided now" className="flex flex-col gap-1.5">
      <h2 className="flex items-baseline justify-between gap-2 px-1 text-grey-5 text-small">
        Decided now <span className="tabular-nums">{shown.length}</span>
      </h2>
      <ol aria-live="polite" className="divide-y divide-grey-2 rounded-ui border border-grey-2">
        {shown.map((decision) => (
          <DecidedRow key={decision.number} decision={decision} onUndo={() => onUndo(decision)} />
        ))}
      </ol>
    </section>
  );
}

function DecidedRow({ decision: { number, payout, verdict, status }, onUndo }: { decision: Decision; onUndo: () => void }) {
  const Icon = status === "pending" ? CircleDashed : verdict === "approve" ? Check : ThumbsDown;
  const said = SAID[status === "pending" ? "pending" : "done"][verdict];
  const isWaiting = status === "done" && verdict === "approve" && payout.state === "awaitingApproval";
  return (
    <li className="flex items-center gap-2 px-3 py-2 text-grey-5 text-small">
      <Icon className={status === "done" && verdict === "approve" ? "size-4 shrink-0 text-accent" : "size-4 shrink-0"} aria-hidden />
      <span className="min-w-0 flex-1 truncate">
        {said}
        {isWaiting ? ", more needed" : null}:{" "}
        <Link href={`/payouts/${number}`} tone="quiet" className="text-ink">
          {payout.receiver.name}
        </Link>
      </span>
      <span className="shrink-0">
        <Money amount={payout.amount} />
      </span>
      {status === "done" ? (
        <IconButton label={`Take it back: payout to ${payout.receiver.name}`} size="small" shortcut="Z" onPress={onUndo}>
          <Undo2 />
        </IconButton>
      ) : null}
    </li>
  );
}
