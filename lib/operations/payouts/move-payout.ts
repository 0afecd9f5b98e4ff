import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { type AuditNote, auditInsert } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { readPolicy } from "@/lib/db/read-policy";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { expiryWarningAt } from "@/lib/domain/approval/expiry";
import type { AuditEvent } from "@/lib/domain/audit/events";
import { next, type PayoutEvent, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { tellEndpoints } from "@/lib/operations/endpoints/tell-endpoints";
import { enqueue } from "@/lib/queue/enqueue";
import { asLocked, type LockedPayout } from "./lock-payout";
import { nextCheckAt } from "./next-check-at";

// The only writer of a payout's state, but for `movePayouts`, which does the same for decisions on many, and `makePayout`, with which it begins. One call writes the state, its history,
// the audit entry, what the merchant's systems are told of it and the follow-up job, in the caller's transaction; whoever needs a payout to
// move comes here.

export type MoveBy = {
  readonly by: Actor;
  /** One sentence for the timeline, where the event alone does not say enough. */
  readonly note?: string;
  readonly evidenceId?: string | null;
  /** Facts that change with the state: provider id, failure, times. */
  readonly changes?: Omit<Prisma.PayoutUncheckedUpdateManyInput, "state" | "stateAt">;
};

export const MOVE_AUDIT: Partial<Record<PayoutEvent, AuditEvent>> = {
  submit: "payout.submitted",
  approve: "payout.approved",
  reject: "payout.rejected",
  withdraw: "payout.withdrawn",
  cancel: "payout.cancelled",
  mend: "payout.mended",
  revoke: "payout.approvalUndone",
  reopen: "payout.rejectionUndone",
};

const ARRIVAL_TIMES: Partial<Record<PayoutState, "submittedAt" | "approvedAt" | "sentAt" | "settledAt">> = {
  awaitingApproval: "submittedAt",
  dispatching: "sentAt",
  settled: "settledAt",
};

/** Moves, or answers null: the lifecycle has no such way out of the state the payout is in, or someone else was faster. */
export async function movePayout(tx: Tx, payout: LockedPayout, event: PayoutEvent, move: MoveBy): Promise<LockedPayout | null> {
  const state = next(payout.state, event);
  if (!state) return null;

  const now = currentTime();
  const expiresAt = state === "awaitingApproval" ? await expiryOf(tx, { ...payout, ...datedBy(move) }, now) : null;
  const arrival = event === "approve" ? "approvedAt" : ARRIVAL_TIMES[state];
  const [moved] = await tx.payout.updateManyAndReturn({
    where: { id: payout.id, state: payout.state },
    data: {
      ...move.changes,
      ...(arrival ? { [arrival]: now } : {}),
      state,
      stateAt: now,
      checks: 0,
      expiresAt,
      expiryWarnedAt: null,
      nextCheckAt: expiresAt ? expiryWarningAt({ since: now, expiresAt }) : nextCheckAt({ state, checks: 0, provider: payout.provider }),
    },
  });
  if (!moved) return null;
  crashPoint("move.stateWritten");

  const sequence = await writeHistory(tx, payout, { event, state, move, now });
  crashPoint("move.historyWritten");
  await tellEndpoints(tx, { merchantId: payout.merchantId, move: event, at: now, payouts: [{ payoutId: payout.id, sequence }] });
  if (state === "approved" && event === "approve") await enqueue(tx, "dispatchPayout", { payoutId: payout.id });
  crashPoint("move.enqueued");
  return asLocked(moved);
}

/**
 * The policy of today counts for what is asked for today: whoever changes it later does not take anybody's time away. What is to be sent on
 * a later day waits for its word until then at least.
 */
async function expiryOf(tx: Tx, { merchantId, sendAfter }: Pick<LockedPayout, "merchantId" | "sendAfter">, now: Date): Promise<Date> {
  const { approvalOpenDays } = await readPolicy(tx, merchantId);
  const expiresAt = addMs(now, approvalOpenDays * DAY_MS);
  return sendAfter !== null && sendAfter > expiresAt ? sendAfter : expiresAt;
}

/** The move itself may give it another day. */
function datedBy({ changes }: MoveBy): { sendAfter?: Date | null } {
  const sendAfter = changes?.sendAfter;
  return sendAfter === null || sendAfter instanceof Date ? { sendAfter } : {};
}

type Step = { event: PayoutEvent; state: PayoutState; move: MoveBy; now: Date };

/** Answers which of the payout's moves it was. */
async function writeHistory(tx: Tx, payout: LockedPayout, { event, state, move, now }: Step): Promise<number> {
  const { by, note = null, evidenceId = null } = move;
  const audited = auditInsert([moveAudit(payout, { event, to: state, by, note })]);
  const [written] = await tx.$queryRaw<{ sequence: number }[]>(
    keepPlan(Prisma.sql`
      WITH audited AS (${audited})
      INSERT INTO "state_transition" ("id", "merchantId", "payoutId", "sequence", "event", "fromState", "toState", "actorKind", "actorId", "actorName", "note",
        "evidenceId", "at")
      SELECT ${newId("transition", now)}, ${payout.merchantId}, ${payout.id}, 1 + (SELECT count(*) FROM "state_transition" t WHERE t."payoutId" = ${payout.id}),
        ${event}, ${payout.state}, ${state}, ${by.kind}, ${actorId(by)}, ${by.name}, ${note}, ${evidenceId}, ${now}::timestamptz
      RETURNING "sequence"`),
  );
  crashPoint("audit.written");
  if (!written) throw new Error(`The move of payout ${payout.id} was not written down.`);
  return written.sequence;
}

type Moved = { readonly event: PayoutEvent; readonly to: PayoutState; readonly by: Actor; readonly note: string | null };

/** What the audit trail says of a move. */
export function moveAudit({ id, number, state }: Pick<LockedPayout, "id" | "number" | "state">, { event, to, by, note }: Moved): AuditNote {
  return {
    actor: by,
    event: MOVE_AUDIT[event] ?? "payout.moved",
    subject: { kind: "payout", id },
    details: { event, from: state, to, number, ...(note ? { note } : {}) },
  };
}
