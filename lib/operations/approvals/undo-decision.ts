import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { minorOf } from "@/lib/db/minor";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { whyNotUndo } from "@/lib/domain/approval/undo";
import { returnable } from "@/lib/domain/payment-source/returnable";
import { lockSource } from "@/lib/operations/payment-sources/lock-source";
import { sourceTotals } from "@/lib/operations/payment-sources/source-totals";
import { type LockedPayout, lockPayout } from "@/lib/operations/payouts/lock-payout";
import { movePayout } from "@/lib/operations/payouts/move-payout";
import type { Decided } from "./approve-payout";

/**
 * Takes a decision back. The payout waits for approval again in a new round, so what others said of it has to be said anew. Against the
 * worker the row's lock decides: it is taken back, or it is sent and this answers `tooLate`.
 */
export async function undoDecision(actor: Actor, { payoutId }: { readonly payoutId: string }): Promise<Result<Decided, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return failed(denial("forbidden"));
  const { personId, merchantId } = actor;
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId });
    if (!payout) return failed(denial("notFound"));
    const own = await tx.approvalDecision.findFirst({ where: { payoutId, round: payout.round, checkerId: personId } });
    const refusal = whyNotUndo({ ...payout, own }, actor, currentTime()) ?? (await whyNotAgain(tx, payout));
    if (refusal) return failed(refusal);
    const moved = await movePayout(tx, payout, payout.state === "rejected" ? "reopen" : "revoke", {
      by: actor,
      changes: { round: payout.round + 1, approvedAt: null, holdKind: null, holdReason: null },
    });
    return moved ? ok({ payoutId, state: moved.state }) : failed(denial("tooLate"));
  });
}

/** What was rejected took nothing from its source any more, and another may have taken it since. */
async function whyNotAgain(tx: Tx, { state, paymentSourceId, merchantId, amountMinor }: LockedPayout): Promise<Denial | null> {
  if (state !== "rejected" || paymentSourceId === null) return null;
  const source = await lockSource(tx, { sourceId: paymentSourceId, merchantId });
  const left = source && source.refusal === null ? returnable(await sourceTotals(tx, source)) : 0n;
  if (left >= minorOf(amountMinor)) return null;
  return denial("overReturnable", "What it was to send back has been taken by another payout since.");
}
