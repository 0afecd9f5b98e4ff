import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { db, type Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { SEND_DEADLINE_MS } from "@/lib/domain/payout/checks";
import { isAsSigned } from "@/lib/operations/approvals/is-as-signed";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { findFreeze } from "@/lib/operations/freezes/find-freeze";
import { findClosed } from "@/lib/operations/receivers/find-closed";
import type { LookUpBy, LookUpOutcome } from "@/lib/providers/contract/payout";
import { applyObservation, contradict } from "./apply-observation";
import { isSameAccount } from "./is-same-account";
import { asLocked, type LockedPayout, lockPayout } from "./lock-payout";
import { nextCheckAt } from "./next-check-at";
import { payoutOrder } from "./payout-order";
import { abandonAttempt, beginAttempt, finishAttempt } from "./send-attempt";

export type LookedUp = "notDue" | "stillSending" | "found" | "absent" | "replayed" | "unavailable" | "postponed";

/**
 * Asks the provider how a payout stands, and applies only what it shows. For an unconfirmed payout this is the way out of not
 * knowing: by the provider's id, else by our reference, else - only where the provider guards against duplicates - by sending
 * the same bytes again under the same key, which books nothing twice and answers with the first result.
 */
export async function lookUpPayout({ payoutId }: { payoutId: string }): Promise<LookedUp> {
  const payout = await inTransaction((tx) => giveUpOnDeadSender(tx, payoutId));
  crashPoint("lookUp.begun");
  if (!payout) return "notDue";
  if (payout.state === "dispatching") return "stillSending";
  if (payout.state !== "unconfirmed" && payout.state !== "inFlight" && payout.state !== "settled") return "notDue";

  const connection = openConnection(await db().connection.findUniqueOrThrow({ where: { id: payout.connectionId } }));
  if (await inTransaction((tx) => isPostponed(tx, payout))) return "postponed";
  const by = await questionFor(payout);
  const outcome = await connection.connect({ payoutId }).lookUpPayout(by);
  crashPoint("lookUp.asked");
  const cannotTell = outcome.kind === "absent" || outcome.kind === "cannotAsk";
  const mayReplay = mayReplayKey(payout, by, connection.provider.manifest);
  if (cannotTell && payout.state === "unconfirmed" && mayReplay) return replay(payout.id);
  const lookedUp = await inTransaction((tx) => record(tx, payout.id, outcome));
  crashPoint("lookUp.recorded");
  return lookedUp;
}

/** A dispatching payout past its deadline has no sender any more. */
async function giveUpOnDeadSender(tx: Tx, payoutId: string): Promise<LockedPayout | null> {
  const payout = await lockPayout(tx, { payoutId });
  if (!payout) return null;
  const open = await tx.attempt.findFirst({ where: { payoutId, endedAt: null } });
  const isOverdue = open !== null && currentTime().getTime() - open.startedAt.getTime() >= SEND_DEADLINE_MS;
  if (isOverdue || (payout.state === "dispatching" && open === null)) return abandonAttempt(tx, payout);
  return open === null ? payout : { ...payout, state: "dispatching" };
}

/** A provider in trouble, or asked often enough for now, is not asked: the look waits for its turn. */
async function isPostponed(tx: Tx, payout: LockedPayout): Promise<boolean> {
  const turnAt = await askLeave(tx, { id: payout.connectionId, merchantId: payout.merchantId, provider: payout.provider });
  if (turnAt) await tx.payout.update({ where: { id: payout.id }, data: { nextCheckAt: turnAt } });
  return turnAt !== null;
}

async function questionFor(payout: LockedPayout): Promise<LookUpBy> {
  if (payout.providerPayoutId !== null) return { kind: "providerPayoutId", providerPayoutId: payout.providerPayoutId };
  const first = await db().attempt.findFirst({ where: { payoutId: payout.id }, orderBy: { sequence: "asc" } });
  return { kind: "order", order: await payoutOrder(db(), payout), firstSentAt: first?.startedAt ?? payout.createdAt };
}

type Guarded = { readonly duplicateGuard: string; readonly replayWindowMs?: number };

/** Only under the provider's own promise, and only while that promise is known to hold. */
function mayReplayKey(payout: LockedPayout, by: LookUpBy, { duplicateGuard, replayWindowMs }: Guarded): boolean {
  if (duplicateGuard !== "idempotencyKey" || by.kind !== "order" || replayWindowMs === undefined) return false;
  return payout.state === "unconfirmed" && currentTime().getTime() - by.firstSentAt.getTime() < replayWindowMs;
}

/** The payout stays unconfirmed while it is asked for under its key: only an answer moves it. */
async function replay(payoutId: string): Promise<LookedUp> {
  const begun = await inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId });
    if (payout?.state !== "unconfirmed") return null;
    if (await tx.attempt.findFirst({ where: { payoutId, endedAt: null } })) return null;
    await scheduleNext(tx, payout);
    // Sending the same bytes again may be what pays it: what is frozen or closed waits with its question.
    if ((await findFreeze(tx, payout)) || (await findClosed(tx, payout))) return null;
    // Nor does anything leave that is no longer what was approved.
    if (!(await isAsSigned(tx, payout))) return null;
    // Another account would take the same key for a new one, and pay it: a person has to look.
    if (!(await isSameAccount(tx, payout))) return null;
    return beginAttempt(tx, payout);
  });
  if (!begun) return "notDue";
  crashPoint("replay.begun");
  await finishAttempt(begun);
  return "replayed";
}

async function record(tx: Tx, payoutId: string, outcome: LookUpOutcome): Promise<LookedUp> {
  const payout = await lockPayout(tx, { payoutId });
  if (!payout) return "notDue";
  if (outcome.kind === "found") {
    const after = await applyObservation(tx, { payout, observation: outcome.observation, via: "lookUp" });
    if (after.state === payout.state) await scheduleNext(tx, after);
    return "found";
  }
  await scheduleNext(tx, payout);
  if (outcome.kind === "unavailable") return "unavailable";
  if (outcome.kind === "absent" && payout.state === "unconfirmed" && (await isSameAccount(tx, payout))) {
    await tx.payout.update({ where: { id: payoutId }, data: { absentTimes: { increment: 1 }, lastAbsentAt: currentTime() } });
  }
  if (outcome.kind === "absent" && payout.providerPayoutId !== null) {
    await contradict(tx, payout, "The provider says that it does not know this payout, which it had accepted.");
  }
  return "absent";
}

async function scheduleNext(tx: Tx, payout: LockedPayout): Promise<void> {
  const row = asLocked(await tx.payout.findUniqueOrThrow({ where: { id: payout.id } }));
  await tx.payout.update({
    where: { id: row.id },
    data: { checks: { increment: 1 }, nextCheckAt: nextCheckAt({ ...row, checks: row.checks + 1 }) },
  });
}
