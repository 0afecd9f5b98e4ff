"use client";

import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import type { ActionAnswer } from "@/lib/actions/answer";
import { approvePayoutAction, rejectPayoutAction } from "@/lib/actions/approvals";
import type { ApprovalQueue } from "@/lib/domain/approval/approval-view";
import type { RejectionReason } from "@/lib/domain/approval/policy";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import type { Sentence } from "@/lib/domain/payout/sentence";
import { sentenceOf } from "@/lib/domain/payout/sentence-of-view";
import { approvalOptions, queueOptions } from "./approval-options";

export type Verdict = { readonly kind: "approve" } | { readonly kind: "reject"; readonly reason: RejectionReason; readonly note?: string };

/** A decision of this sitting. It is `pending` until the server has answered; nothing is called done before. */
export type Decision = {
  readonly number: string;
  readonly payout: PayoutView;
  readonly verdict: Verdict["kind"];
  readonly status: "pending" | "done" | "refused";
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
  const write = (decision: Decision) => setDecisions((before) => [decision, ...before.filter(({ number }) => number !== decision.number)]);

  const decide = async (payout: PayoutView, verdict: Verdict): Promise<void> => {
    const decision = { number: payout.number, payout, verdict: verdict.kind };
    write({ ...decision, status: "pending", outcome: [] });
    const answer = await ask(payout, verdict);
    const now = await readNow(client, payout.number);
    if (answer.ok) {
      takeOut(client, payout, now);
      write({ ...decision, payout: now ?? payout, status: "done", outcome: now ? sentenceOf(now) : [] });
    } else {
      write({ ...decision, status: "refused", outcome: [...answer.why, ...(isDecided(now) ? [" ", ...sentenceOf(now)] : [])] });
    }
    await client.invalidateQueries({ queryKey: queueOptions().queryKey });
  };

  const forget = (number: string) => setDecisions((before) => before.filter((one) => one.number !== number));
  return { decisions, decide, forget };
}

const LOST: Sentence = ["The answer did not come back, so whether it counted was not known at first."];

async function ask({ id: payoutId, shownHash }: PayoutView, verdict: Verdict): Promise<{ ok: true } | { ok: false; why: Sentence }> {
  try {
    const { kind, ...said } = verdict;
    const answer: ActionAnswer<unknown> =
      kind === "approve" ? await approvePayoutAction({ payoutId, shownHash }) : await rejectPayoutAction({ payoutId, shownHash, ...said });
    return answer.ok ? { ok: true } : { ok: false, why: [answer.denial.sentence] };
  } catch {
    // The network or the server broke off: neither done nor refused can be claimed, so what is true is read afterwards.
    return { ok: false, why: LOST };
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

function isDecided(now: PayoutView | null): now is PayoutView {
  return now !== null && now.state !== "awaitingApproval";
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
    return { items: queue.items.filter((item) => item.payoutId !== id), total: queue.total - 1 };
  });
}
