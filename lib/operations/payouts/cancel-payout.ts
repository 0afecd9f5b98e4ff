import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isFinal, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

export type CancelPayout = { readonly payoutId: string; readonly note?: string };

/**
 * Stops a payout that has not left: before approval it is taken back by whoever made it, after approval it is cancelled by anyone
 * who may. Against the worker the row's lock decides: either it is cancelled here, or it is sent and this answers `tooLate`.
 */
export async function cancelPayout(actor: Actor, input: CancelPayout): Promise<Result<{ payoutId: string; state: PayoutState }, Denial>> {
  if (!may(actor, "payout.cancel")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId: input.payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    const stopped = await stop(tx, actor, payout, input.note);
    return stopped.ok ? ok({ payoutId: payout.id, state: stopped.value.state }) : stopped;
  });
}

async function stop(tx: Tx, actor: Actor, payout: LockedPayout, note?: string): Promise<Result<LockedPayout, Denial>> {
  if (isFinal(payout.state)) return failed(denial("tooLate", "This payout has already ended."));
  if (payout.state === "awaitingApproval" || payout.state === "draft") {
    if (payout.makerId !== actorId(actor))
      return failed(denial("forbidden", "Only whoever made it can take it back. A checker can reject it."));
    const draft = payout.state === "draft" ? payout : await movePayout(tx, payout, "withdraw", { by: actor, note });
    return moved(draft && (await movePayout(tx, draft, "discard", { by: actor, note })));
  }
  // An attempt that may have arrived makes a payout that waits here uncertain, and what is uncertain is not called cancelled.
  const doubtful = await tx.attempt.count({ where: { payoutId: payout.id, OR: [{ end: { not: "notSent" } }, { endedAt: null }] } });
  if ((payout.state === "approved" || payout.state === "held") && doubtful === 0) {
    return moved(await movePayout(tx, payout, "cancel", { by: actor, note }));
  }
  return failed(denial("tooLate"));
}

function moved(payout: LockedPayout | null): Result<LockedPayout, Denial> {
  return payout ? ok(payout) : failed(denial("changedMeanwhile"));
}
