import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db, type Tx } from "@/lib/db/client";
import type { Attempt } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { LEAVE_DEADLINE_MS } from "@/lib/domain/payout/checks";
import { FAILURE_REASONS } from "@/lib/domain/payout/failure";
import { REFUSED_YET_THERE } from "@/lib/domain/payout/observe";
import { SEND_END_EVENTS } from "@/lib/domain/payout/sending";
import { openConnection } from "@/lib/operations/connections/open-connection";
import type { Fault } from "@/lib/providers/contract/fault";
import type { PayoutOrder, SendOutcome } from "@/lib/providers/contract/payout";
import { enqueue } from "@/lib/queue/enqueue";
import { applyObservation, contradict } from "./apply-observation";
import { deskActor } from "./desk-actor";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";
import { payoutOrder } from "./payout-order";

// One try to hand a payout to its provider, in three steps of which each may be the last before a crash:
//   beginAttempt     the intent, committed before the first byte leaves
//   the exchange     outside any transaction
//   concludeAttempt  what came of it, committed with the state that follows
// A crash between them leaves an attempt without an end, and nobody may then say whether the payout was paid: `abandonAttempt`.

export type BegunAttempt = { readonly attempt: Attempt; readonly payout: LockedPayout; readonly order: PayoutOrder };

/** Writes the intent. The database allows one attempt without an end per payout, so two workers cannot both be sending. */
export async function beginAttempt(tx: Tx, payout: LockedPayout): Promise<BegunAttempt> {
  const order = await payoutOrder(tx, payout);
  const row = await tx.connection.findUniqueOrThrow({ where: { id: payout.connectionId } });
  const connection = openConnection(row);
  // Settings that cannot be read throw here, while nothing has been promised: the payout stays as it was.
  connection.connect();
  const isKeyed = connection.provider.manifest.duplicateGuard === "idempotencyKey";
  const attempt = await tx.attempt.create({
    data: {
      id: newId("attempt"),
      merchantId: payout.merchantId,
      payoutId: payout.id,
      sequence: payout.attempts + 1,
      guard: isKeyed ? "idempotencyKey" : "number",
      settingsHash: row.settingsMark,
      guardKey: isKeyed ? payout.dispatchKey : payout.number,
      startedAt: currentTime(),
    },
  });
  crashPoint("send.intentWritten");
  await tx.payout.update({ where: { id: payout.id }, data: { attempts: attempt.sequence, absentTimes: 0, lastAbsentAt: null } });
  return { attempt, order, payout: { ...payout, attempts: attempt.sequence } };
}

/** Sends what was begun, and writes down its end. Safe to call once only: the attempt is ended by it. */
export async function finishAttempt({ attempt, order, payout }: BegunAttempt): Promise<SendOutcome["kind"]> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: payout.connectionId } });
  // Between the intent and the first byte somebody gave the connection other credentials: nothing leaves with those under this intent.
  const isAsIntended = attempt.settingsHash === row.settingsMark;
  crashPoint("send.beforeFirstByte");
  const outcome = isAsIntended
    ? await openConnection(row)
        .connect({ payoutId: payout.id, attemptId: attempt.id }, addMs(attempt.startedAt, LEAVE_DEADLINE_MS))
        .sendPayout(order)
    : ({ kind: "notSent", fault: SETTINGS_CHANGED } as const);
  crashPoint("send.answered");
  await inTransaction((tx) => concludeAttempt(tx, { attemptId: attempt.id, payoutId: payout.id, outcome }));
  crashPoint("send.concluded");
  return outcome.kind;
}

const SETTINGS_CHANGED: Fault = {
  kind: "unexpected",
  message: "The connection's settings changed before anything was sent.",
  retryAfterSeconds: null,
  evidenceId: null,
};

type Conclusion = { readonly attemptId: string; readonly payoutId: string; readonly outcome: SendOutcome };

export async function concludeAttempt(tx: Tx, { attemptId, payoutId, outcome }: Conclusion): Promise<void> {
  const payout = await lockPayout(tx, { payoutId });
  if (!payout) throw new Error(`Payout ${payoutId} is gone.`);
  // Zero rows: the attempt was given up meanwhile as unknown. What came back is still news, unless it is that nothing is known.
  const { count } = await tx.attempt.updateMany({ where: { id: attemptId, endedAt: null }, data: endOf(outcome) });
  crashPoint("send.ended");
  const wasGivenUp = count === 0;

  if (outcome.kind === "accepted") {
    await applyObservation(tx, { payout, observation: outcome.observation, via: "send" });
    crashPoint("send.observed");
    await wakeWaitingDeliveries(tx, payout.connectionId);
    return;
  }
  if (outcome.kind === "refused") return concludeRefusal(tx, payout, { attemptId, outcome });
  // Nothing is known, or nothing left: news only for the attempt that the payout is waiting for. An unconfirmed payout that was
  // asked for under its key stays unconfirmed, since an earlier attempt may have been paid.
  if (wasGivenUp || payout.state !== "dispatching") return;
  const moved = await movePayout(tx, payout, SEND_END_EVENTS[outcome.kind], { by: deskActor(payout.merchantId), ...moveFacts(outcome) });
  if (moved && outcome.kind === "notSent") await waitBeforeNextAttempt(tx, moved, outcome.fault);
}

type Refusal = { readonly attemptId: string; readonly outcome: Extract<SendOutcome, { kind: "refused" }> };

/** A refusal speaks for its own attempt. It ends the payout only when no other attempt may have been paid. */
async function concludeRefusal(tx: Tx, payout: LockedPayout, { attemptId, outcome }: Refusal): Promise<void> {
  const doubtful = await tx.attempt.count({
    where: { payoutId: payout.id, id: { not: attemptId }, OR: [{ end: "unknown" }, { endedAt: null }] },
  });
  if (doubtful > 0) {
    await contradict(tx, payout, "The provider refuses this payout now, but an earlier attempt may have been paid.");
    return;
  }
  const moved = await movePayout(tx, payout, "refuse", { by: deskActor(payout.merchantId), ...moveFacts(outcome) });
  if (!moved) await contradict(tx, payout, REFUSED_YET_THERE);
}

/** For an attempt whose process is gone: it may have been paid. */
export async function abandonAttempt(tx: Tx, payout: LockedPayout): Promise<LockedPayout | null> {
  await tx.attempt.updateMany({
    where: { payoutId: payout.id, endedAt: null },
    data: { end: "unknown", endedAt: currentTime(), detail: "The process that was sending ended before the answer was written down." },
  });
  if (payout.state !== "dispatching") return payout;
  return movePayout(tx, payout, "loseTrack", {
    by: deskActor(payout.merchantId),
    note: "Sending was interrupted before the provider's answer was written down.",
  });
}

function endOf(outcome: SendOutcome) {
  const detail = outcome.kind === "accepted" ? null : outcome.kind === "refused" ? outcome.failure.message : outcome.fault.message;
  return { end: outcome.kind, endedAt: currentTime(), detail: detail?.slice(0, 500) ?? null, evidenceId: evidenceOf(outcome) };
}

function evidenceOf(outcome: SendOutcome): string | null {
  if (outcome.kind === "accepted") return outcome.observation.evidenceId;
  return outcome.kind === "refused" ? outcome.evidenceId : outcome.fault.evidenceId;
}

const FAULT_NOTES = {
  unreachable: "The provider could not be reached.",
  timeout: "The provider did not answer in time.",
  connectionLost: "The connection broke before an answer came.",
  rateLimited: "The provider asked us to slow down.",
  unavailable: "The provider is not available at the moment.",
  unreadable: "The provider's answer could not be read.",
  unauthorised: "The provider did not accept our credentials.",
  unexpected: "Something unexpected happened while sending.",
} as const satisfies Record<Fault["kind"], string>;

function moveFacts(outcome: Exclude<SendOutcome, { kind: "accepted" }>) {
  if (outcome.kind !== "refused") return { note: FAULT_NOTES[outcome.fault.kind], evidenceId: outcome.fault.evidenceId };
  const { reason, providerCode, message } = outcome.failure;
  return {
    note: FAILURE_REASONS[reason].sentence,
    evidenceId: outcome.evidenceId,
    changes: { failureReason: reason, failureCode: providerCode, failureMessage: message.slice(0, 500) },
  };
}

const FIRST_WAIT_MS = 2 * SECOND_MS;
const LONGEST_WAIT_MS = 300 * SECOND_MS;

/** Doubles with every attempt, and is never shorter than the provider's own wish. */
async function waitBeforeNextAttempt(tx: Tx, payout: LockedPayout, fault: Fault): Promise<void> {
  const doubled = Math.min(FIRST_WAIT_MS * 2 ** Math.min(payout.attempts - 1, 20), LONGEST_WAIT_MS);
  const waitMs = Math.max(doubled, (fault.retryAfterSeconds ?? 0) * SECOND_MS);
  await tx.payout.update({ where: { id: payout.id }, data: { nextCheckAt: addMs(currentTime(), waitMs) } });
}

/** A webhook may overtake the answer that tells us the provider's id; it waits for this moment. */
async function wakeWaitingDeliveries(tx: Tx, connectionId: string): Promise<void> {
  const waiting = await tx.webhookDelivery.findMany({
    where: { connectionId, state: "waiting" },
    orderBy: { receivedAt: "desc" },
    take: 50,
    select: { id: true },
  });
  for (const { id } of waiting) await enqueue(tx, "applyDelivery", { deliveryId: id });
}
