"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { confirmDone } from "@/components/ui/toast-queue";
import { mendPayoutAction, submitPayoutsAction } from "@/lib/actions/payouts";
import { createScheduleAction, editScheduleAction } from "@/lib/actions/schedules";
import type { Denial } from "@/lib/domain/access/denial";
import type { OrderOfDraft } from "@/lib/domain/payout/draft";
import type { SchedulePlan } from "@/lib/domain/schedule/plan";
import type { Mends } from "@/lib/queries/read-payout-draft";
import type { EditedSchedule } from "@/lib/queries/read-schedule-draft";

/** Why it was not made. `lost`: no answer came, so it may have been made; trying again with the same key makes no second one. */
export type SubmitRefusal = { readonly kind: "denied"; readonly denial: Denial } | { readonly kind: "lost" };

export type Made = { readonly payouts: readonly { readonly payoutId: string; readonly number: string }[]; readonly replayed: boolean };

export type Submission = { readonly order: OrderOfDraft; readonly submissionKey: string; readonly reason: string | undefined };

type SubmitCares = {
  /** The payout that is changed, where none is made. */
  mends: Mends | undefined;
  /** The schedule that is changed, where none is set up. */
  edits: EditedSchedule | undefined;
  /** Where to go from here; null: to what was made. Without `made` it is a schedule that was set up or changed. */
  onMade: (made: Made | null) => Route | null;
  /** True when the fields themselves say what has to change, so that it need not be said again above them. */
  takesDenial: (denial: Denial) => boolean;
};

/** Sends the order under the draft's key. Pressed twice, reloaded or sent again after a lost answer, it leads to the same payout. */
export function useSubmitPayout({ mends, edits, onMade, takesDenial }: SubmitCares) {
  const router = useRouter();
  const [isPending, start] = useTransition();
  const [refusal, setRefusal] = useState<SubmitRefusal | null>(null);

  const submit = (submission: Submission) => {
    setRefusal(null);
    start(async () => {
      if (submission.order.plan) {
        const scheduled = await sendPlan(submission, submission.order.plan, edits);
        if (scheduled.kind !== "scheduled") return setRefusal(scheduled);
        onMade(null);
        confirmDone(
          edits ? "The schedule is changed, from its next day on" : "The schedule is set up; each of its payouts is approved by itself",
        );
        const page = `/payouts/schedules/${scheduled.scheduleId}` as const;
        router.replace(page);
        return;
      }
      const answer = await (mends ? sendMended(mends, submission) : send(submission));
      if (answer.kind === "made") {
        const next = onMade(answer.made);
        confirmDone(mends ? "It is changed, and waits for approval anew" : sayMade(answer.made));
        // Replaced, not pushed: the way back must not lead into a form that has done its work.
        router.replace(next ?? `/payouts/${answer.made.payouts[0]?.number}`);
        return;
      }
      if (answer.kind === "denied" && takesDenial(answer.denial)) return;
      setRefusal(answer);
    });
  };
  return { submit, isPending, refusal, forget: () => setRefusal(null) };
}

function sayMade({ payouts, replayed }: Made): string {
  const isOne = payouts.length === 1;
  if (replayed) return isOne ? "This payout had been made already: here it is" : "These payouts had been made already: here is the first";
  return isOne ? "The payout is made and waits for a checker" : `${payouts.length} payouts are made and wait for a checker`;
}

async function send({ order, submissionKey, reason }: Submission): Promise<{ kind: "made"; made: Made } | SubmitRefusal> {
  try {
    const answer = await submitPayoutsAction({ ...order, submissionKey, reason });
    return answer.ok ? { kind: "made", made: answer.value } : { kind: "denied", denial: answer.denial };
  } catch {
    // The network or the server broke off in the middle: whether it was made is not known here, and must not be claimed.
    return { kind: "lost" };
  }
}

async function sendPlan(
  { order: { payouts }, submissionKey }: Submission,
  plan: SchedulePlan,
  edits: EditedSchedule | undefined,
): Promise<{ kind: "scheduled"; scheduleId: string } | SubmitRefusal> {
  const [first] = payouts;
  if (first?.to.type !== "receiverAccount") throw new Error("A schedule pays an account on file.");
  const { connection, amountMinor, currency, reference, statementText, to } = first;
  const payout = { connection, amountMinor, currency, reference, statementText, receiverAccountId: to.receiverAccountId };
  try {
    const answer = edits
      ? await editScheduleAction({ scheduleId: edits.scheduleId, version: edits.version, payout, plan })
      : await createScheduleAction({ submissionKey, payout, plan });
    return answer.ok ? { kind: "scheduled", scheduleId: answer.value.scheduleId } : { kind: "denied", denial: answer.denial };
  } catch {
    return { kind: "lost" };
  }
}

/** A change is sent with the round that was on the screen: sent twice, the second is told that it has changed. */
async function sendMended(
  { payoutId, round }: Mends,
  { order, reason }: Submission,
): Promise<{ kind: "made"; made: Made } | SubmitRefusal> {
  try {
    const answer = await mendPayoutAction({ payoutId, round, order: order.payouts[0], reason });
    return answer.ok ? { kind: "made", made: { payouts: [answer.value], replayed: false } } : { kind: "denied", denial: answer.denial };
  } catch {
    return { kind: "lost" };
  }
}
