import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { deskActor } from "./desk-actor";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { type BegunAttempt, beginAttempt, finishAttempt } from "./send-attempt";

export type Dispatched = "notDue" | "held" | "accepted" | "refused" | "notSent" | "unknown";

/**
 * Sends an approved payout. Run twice, or by two workers at once, it sends once: the move out of `approved` is guarded by the
 * row's lock, and committed together with the attempt before the first byte leaves.
 */
export async function dispatchPayout({ payoutId }: { payoutId: string }): Promise<Dispatched> {
  const begun = await inTransaction(async (tx) => begin(tx, payoutId));
  return typeof begun === "string" ? begun : finishAttempt(begun);
}

async function begin(tx: Tx, payoutId: string): Promise<BegunAttempt | "notDue" | "held"> {
  const found = await lockPayout(tx, { payoutId });
  if (!found) return "notDue";
  const by = deskActor(found.merchantId);

  const hindrance = await findHindrance(tx, found);
  if (found.state === "approved" && hindrance) {
    await movePayout(tx, found, "hold", { by, note: hindrance, changes: { holdReason: hindrance } });
    return "held";
  }
  const payout = found.state === "held" && !hindrance ? await release(tx, found) : found;
  if (payout?.state !== "approved") return "notDue";

  await refuseUnapproved(tx, payout);
  const dispatching = await movePayout(tx, payout, "dispatch", { by });
  return dispatching ? beginAttempt(tx, dispatching) : "notDue";
}

async function release(tx: Tx, payout: LockedPayout): Promise<LockedPayout | null> {
  return movePayout(tx, payout, "release", { by: deskActor(payout.merchantId), changes: { holdReason: null } });
}

/** Why it must wait although it is approved; null when it may go. */
async function findHindrance(tx: Tx, payout: LockedPayout): Promise<string | null> {
  const connection = await tx.connection.findUniqueOrThrow({ where: { id: payout.connectionId }, select: { state: true } });
  return connection.state === "active" ? null : "The connection it leaves from is not active.";
}

/** The last look before the first byte: as many approvals by others than the maker as policy asked for, on this very round. */
async function refuseUnapproved(tx: Tx, payout: LockedPayout): Promise<void> {
  const approvals = await tx.approvalDecision.count({
    where: { payoutId: payout.id, round: payout.round, verdict: "approve", checkerId: { not: payout.makerId } },
  });
  if (approvals < payout.neededCheckers) {
    throw new Error(`Payout ${payout.id} is approved with ${approvals} of ${payout.neededCheckers} decisions.`);
  }
}
