"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { useStepUp } from "@/components/fields/step-up";
import { confirmDone } from "@/components/ui/toast-queue";
import type { ActionAnswer } from "@/lib/actions/answer";
import { approvePayoutAction, approveSeveralAction, rejectPayoutAction, undoDecisionAction } from "@/lib/actions/approvals";
import type { ApprovalQueue } from "@/lib/domain/approval/approval-view";
import type { RejectionReason } from "@/lib/domain/approval/policy";
import type { PayoutView, TimelineItemOf } from "@/lib/domain/payout/payout-view";
import type { Sentence } from "@/lib/domain/payout/sentence";
import { sentenceOf } from "@/lib/domain/payout/sentence-of-view";
import { approvalOptions, queueOptions } from "./approval-options";

export type Verdict = { readonly kind: "approve" } | { readonly kind: "reject"; readonly reason: RejectionReason; readonly note?: string };

/** A decision of this sitting. It is `pending` until the server has answered; nothing is called done before. */
export type Decision = {
  readonly number: string;
  readonly payout: PayoutView;
  readonly verdict: Verdict["kind"];
  /** What was typed with it: kept where it did not count, since nobody types it twice gladly. */
  readonly note?: string;
  /** `lost`: no answer came, so only what is read afterwards says how it stands. */
  readonly status: "pending" | "done" | "refused" | "lost" | "notUndone";
  /** What became of it: how the payout stands now, or why the decision was refused. */
  readonly outcome: Sentence;
};

/**
 * Decides, and lets the checker go on at once. What is shown as done is what the server said is done; a refusal comes back with
 * how the payout stands now, so that the name of whoever was faster is in it.
 */
export function useDecisions() {
  const client = useQueryClient();
  const [decisions, setDecisions] = useState<readonly Decision[]>([]);
  const withStepUp = useStepUp();
  const write = (decision: Decision) => setDecisions((before) => [decision, ...before.filter(({ number }) => number !== decision.number)]);

  const decide = async (payout: PayoutView, verdict: Verdict): Promise<void> => {
    const note = verdict.kind === "reject" ? verdict.note : undefined;
    const decision = { number: payout.number, payout, verdict: verdict.kind, note };
    write({ ...decision, status: "pending", outcome: [] });
    const answer = await ask(payout, verdict, withStepUp);
    const now = await readNow(client, payout.number);
    if (answer.kind === "counted" || (answer.kind === "lost" && isMine(now, verdict))) {
      takeOut(client, payout, now);
      write({ ...decision, payout: now ?? payout, status: "done", outcome: [] });
    } else {
      write({ ...decision, status: answer.kind, outcome: [...answer.why, ...sayHowItStands(now)] });
    }
    await client.invalidateQueries({ queryKey: queueOptions().queryKey });
  };

  /** What was selected in the list, each answered for itself. */
  const approveAll = async (payouts: readonly PayoutView[]): Promise<void> => {
    for (const payout of payouts) write({ number: payout.number, payout, verdict: "approve", status: "pending", outcome: [] });
    const wish = { payouts: payouts.map(({ id: payoutId, shownHash }) => ({ payoutId, shownHash })) };
    const answer = await withStepUp(() => approveSeveralAction(wish), `approve ${payouts.length} payouts`).catch(() => null);
    for (const payout of payouts) {
      const decision = { number: payout.number, payout, verdict: "approve" } as const;
      const counted = answer?.ok ? answer.value.approved.find(({ payoutId }) => payoutId === payout.id) : undefined;
      const refusal = answer?.ok ? answer.value.refused.find(({ payoutId }) => payoutId === payout.id)?.denial : answer?.denial;
      if (counted) {
        const now = { ...payout, state: counted.state };
        takeOut(client, payout, now);
        write({ ...decision, payout: now, status: "done", outcome: [] });
      } else if (refusal) write({ ...decision, status: "refused", outcome: [refusal.sentence] });
      else write({ ...decision, status: "lost", outcome: LOST_OF_MANY });
    }
    await client.invalidateQueries({ queryKey: ["approvals"] });
  };

  /** Takes a decision of this sitting back, while nothing has left. */
  const undo = async (decision: Decision): Promise<void> => {
    const { payout, number } = decision;
    write({ ...decision, status: "pending" });
    const answer = await undoDecisionAction({ payoutId: payout.id }).catch(() => null);
    const now = await readNow(client, number);
    if (answer?.ok) {
      forget(number);
      confirmDone(`It waits again: payout to ${payout.receiver.name}`);
    } else {
      const why = answer ? answer.denial.sentence : "The answer did not come back.";
      write({ ...decision, payout: now ?? payout, status: "notUndone", outcome: [why, ...sayHowItStands(now)] });
    }
    await client.invalidateQueries({ queryKey: queueOptions().queryKey });
  };

  const forget = (number: string) => setDecisions((before) => before.filter((one) => one.number !== number));
  return { decisions, decide, approveAll, undo, forget };
}

type Answer = { kind: "counted" } | { kind: "refused" | "lost"; why: Sentence };

const LOST_OF_MANY: Sentence = ["It may or may not have counted: what still waits is in the list."];
const LOST: Sentence = ["It may or may not have counted. As it was read just now:"];

async function ask(
  { id: payoutId, shownHash, receiver }: PayoutView,
  verdict: Verdict,
  withStepUp: ReturnType<typeof useStepUp>,
): Promise<Answer> {
  try {
    const { kind, ...said } = verdict;
    const answer: ActionAnswer<unknown> =
      kind === "approve"
        ? await withStepUp<unknown>(() => approvePayoutAction({ payoutId, shownHash }), `approve the payout to ${receiver.name}`)
        : await rejectPayoutAction({ payoutId, shownHash, ...said });
    return answer.ok ? { kind: "counted" } : { kind: "refused", why: [answer.denial.sentence] };
  } catch {
    // The network or the server broke off: neither done nor refused can be claimed, so what is true is read afterwards.
    return { kind: "lost", why: LOST };
  }
}

/** How it stands after the decision, past every cache; null when that cannot be read either. */
async function readNow(client: QueryClient, number: string): Promise<PayoutView | null> {
  try {
    const view = await client.fetchQuery({ ...approvalOptions(number), staleTime: 0 });
    return view.payout;
  } catch {
    return null;
  }
}

/** The decision on record that made it leave the queue, if one did. */
function decisionOf(now: PayoutView): TimelineItemOf<"move"> | undefined {
  return now.timeline.find((item): item is TimelineItemOf<"move"> => item.kind === "move" && item.decision !== null);
}

function isMine(now: PayoutView | null, { kind }: Verdict): boolean {
  const decision = now && decisionOf(now);
  return decision?.who.isYou === true && decision.event === kind;
}

/** Who was faster, by name, and what has become of it since. */
function sayHowItStands(now: PayoutView | null): Sentence {
  if (!now) return [" How it stands now could not be read."];
  const decision = now.state === "awaitingApproval" ? undefined : decisionOf(now);
  if (!decision) return [" ", ...sentenceOf(now)];
  const did = decision.event === "approve" ? "approved it on " : "rejected it on ";
  const since = now.state === "approved" || now.state === "rejected" ? [] : [" ", ...sentenceOf(now)];
  return [` ${decision.who.name} ${did}`, decision.at, ".", ...since];
}

/** Out of the list without waiting for the next reading of it, unless it still waits for another checker. */
function takeOut(client: QueryClient, { id }: PayoutView, now: PayoutView | null) {
  client.setQueryData<ApprovalQueue>(queueOptions().queryKey, (queue) => {
    if (!queue) return queue;
    if (now?.state === "awaitingApproval") {
      return {
        ...queue,
        items: queue.items.map((item) => (item.payoutId === id ? { ...item, turn: "done" as const, approvals: item.approvals + 1 } : item)),
      };
    }
    return { ...queue, items: queue.items.filter((item) => item.payoutId !== id), total: queue.total - 1 };
  });
}
