import { crashPoint } from "@/lib/base/crash-point";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isFinal, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { enqueue } from "@/lib/queue/enqueue";
import { applyObservation } from "./apply-observation";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

export type CancelPayout = { readonly payoutId: string; readonly note?: string };

export type Cancelled = { readonly payoutId: string; readonly state: PayoutState };

/**
 * Stops a payout that has not left: before approval, and when it came back rejected, it is taken back by whoever made it, after approval it is cancelled by anyone
 * who may; with the provider already, where the provider lets go of it. Against the worker the row's lock decides: either it is cancelled here, or it is sent and this answers `tooLate`.
 */
export async function cancelPayout(actor: Actor, input: CancelPayout): Promise<Result<Cancelled, Denial>> {
  if (!may(actor, "payout.cancel")) return failed(denial("forbidden"));
  let there: LockedPayout | null = null;
  const answer = await inTransaction(async (tx): Promise<Result<Cancelled, Denial>> => {
    const payout = await lockPayout(tx, { payoutId: input.payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    if (payout.state === "inFlight") {
      there = payout;
      return failed(denial("tooLate"));
    }
    const stopped = await stop(tx, actor, payout, input.note);
    return stopped.ok ? ok({ payoutId: payout.id, state: stopped.value.state }) : stopped;
  });
  return there === null ? answer : cancelThere(actor, there, input.note);
}

/** With the provider already: it may still let go of it. Whatever it answers is read and applied like any other news. */
async function cancelThere(actor: Actor, payout: LockedPayout, note?: string): Promise<Result<Cancelled, Denial>> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: payout.connectionId } });
  const connection = openConnection(row).connect({ payoutId: payout.id });
  if (!connection.cancelPayout || payout.providerPayoutId === null) return failed(denial("tooLate"));
  const outcome = await connection.cancelPayout(payout.providerPayoutId);
  crashPoint("cancel.asked");
  return inTransaction(async (tx) => {
    const locked = await lockPayout(tx, { payoutId: payout.id });
    if (!locked) return failed(denial("notFound"));
    if (outcome.kind !== "cancelled") await enqueue(tx, "lookUpPayout", { payoutId: payout.id });
    // Who asked is written down whatever came of it; that it was cancelled is written by the move.
    await writeAudit(tx, {
      actor,
      event: "payout.cancelAsked",
      subject: { kind: "payout", id: payout.id },
      details: { number: payout.number, at: row.provider, answer: outcome.kind, ...(note ? { note } : {}) },
    });
    if (outcome.kind === "tooLate") return failed(denial("tooLate"));
    if (outcome.kind === "unknown") return failed(denial("providerUnavailable", NOT_KNOWN));
    const after = await applyObservation(tx, { payout: locked, observation: outcome.observation, via: "lookUp" });
    if (after.state !== "cancelled") return failed(denial("changedMeanwhile", after.contradiction ?? undefined));
    return ok({ payoutId: payout.id, state: after.state });
  });
}

const NOT_KNOWN = "The provider's answer did not come back, so it may or may not be cancelled. It is being looked up.";

async function stop(tx: Tx, actor: Actor, payout: LockedPayout, note?: string): Promise<Result<LockedPayout, Denial>> {
  if (payout.state === "rejected" && payout.makerId === actorId(actor))
    return moved(await movePayout(tx, payout, "discard", { by: actor, note }));
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
