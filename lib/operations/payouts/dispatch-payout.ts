import { crashPoint } from "@/lib/base/crash-point";
import { readApprovalFacts } from "@/lib/db/approval-facts";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { missingPeople } from "@/lib/domain/approval/judge-approval";
import { waitForPace } from "@/lib/operations/connections/ask-leave";
import { deskActor } from "./desk-actor";
import { findHindrance, type Hindrance } from "./find-hindrance";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { nextCheckAt } from "./next-check-at";
import { type BegunAttempt, beginAttempt, finishAttempt } from "./send-attempt";

export type Dispatched = "notDue" | "held" | "paced" | "accepted" | "refused" | "notSent" | "unknown";

/**
 * Sends an approved payout. Run twice, or by two workers at once, it sends once: the move out of `approved` is guarded by the
 * row's lock, and committed together with the attempt before the first byte leaves.
 */
export async function dispatchPayout({ payoutId }: { payoutId: string }): Promise<Dispatched> {
  const begun = await inTransaction(async (tx) => begin(tx, payoutId));
  crashPoint("dispatch.committed");
  return typeof begun === "string" ? begun : finishAttempt(begun);
}

async function begin(tx: Tx, payoutId: string): Promise<BegunAttempt | "notDue" | "held" | "paced"> {
  const found = await lockPayout(tx, { payoutId });
  crashPoint("dispatch.locked");
  if (!found) return "notDue";
  if (found.state !== "approved" && found.state !== "held") return "notDue";

  const hindrance = await findHindrance(tx, found);
  if (hindrance) return hold(tx, found, hindrance);
  const turnAt = await waitForPace(tx, { id: found.connectionId, merchantId: found.merchantId, provider: found.provider });
  if (turnAt) return waitForTurn(tx, found, turnAt);
  const payout = found.state === "held" ? await release(tx, found) : found;
  if (payout?.state !== "approved") return "notDue";

  await refuseUnapproved(tx, payout);
  const dispatching = await movePayout(tx, payout, "dispatch", { by: deskActor(payout.merchantId) });
  crashPoint("dispatch.moved");
  if (!dispatching) return "notDue";
  const begun = await beginAttempt(tx, dispatching);
  crashPoint("dispatch.attemptWritten");
  return begun;
}

/** Nothing keeps it from being sent but the others before it: no hold, only a later moment. */
async function waitForTurn(tx: Tx, payout: LockedPayout, turnAt: Date): Promise<"paced"> {
  await tx.payout.update({ where: { id: payout.id }, data: { nextCheckAt: turnAt } });
  return "paced";
}

async function release(tx: Tx, payout: LockedPayout): Promise<LockedPayout | null> {
  return movePayout(tx, payout, "release", { by: deskActor(payout.merchantId), changes: { holdReason: null, holdKind: null } });
}

/** What it waits for may change while it waits: the newest reason is the one that people read. */
async function hold(tx: Tx, payout: LockedPayout, { kind, sentence, lookAgainAt }: Hindrance): Promise<"held" | "notDue"> {
  const changes = { holdReason: sentence, holdKind: kind };
  const by = deskActor(payout.merchantId);
  const held = payout.state === "held" ? payout : await movePayout(tx, payout, "hold", { by, note: sentence, changes });
  if (!held) return "notDue";
  await tx.payout.update({
    where: { id: held.id },
    data: { ...changes, checks: { increment: 1 }, nextCheckAt: lookAgainAt ?? nextCheckAt({ ...held, checks: held.checks + 1 }) },
  });
  return "held";
}

/** The last look before the first byte: each step signed by as many as policy asked for, none of whom had a hand in it, on this very round. */
async function refuseUnapproved(tx: Tx, payout: LockedPayout): Promise<void> {
  const { makerId, touchedBy, steps, approvals } = await readApprovalFacts(tx, payout);
  const counted = approvals.filter(({ checkerId }) => checkerId !== makerId && !touchedBy.includes(checkerId));
  const missing = missingPeople({ steps, approvals: counted });
  if (missing > 0) {
    throw new Error(`Payout ${payout.id} is approved with ${payout.neededCheckers - missing} of ${payout.neededCheckers} decisions.`);
  }
}
