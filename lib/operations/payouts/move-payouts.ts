import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { writeAudits } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { readPolicy } from "@/lib/db/read-policy";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { expiryWarningAt } from "@/lib/domain/approval/expiry";
import { next, type PayoutState } from "@/lib/domain/payout/lifecycle";
import { tellEndpoints } from "@/lib/operations/endpoints/tell-endpoints";
import { enqueueMany } from "@/lib/queue/enqueue";
import type { LockedPayout } from "./lock-payout";
import { MOVE_AUDIT } from "./move-payout";
import { nextCheckAt } from "./next-check-at";

// What movePayout writes for one payout, written for many in a few statements: state, history, audit entries, events and follow-up jobs.

/** Decisions, taking them back, and letting go what was rejected: of nothing else are there ever thousands at once. */
export type ManyEvent = "approve" | "reject" | "revoke" | "reopen" | "discard";

export type MoveMany = { readonly by: Actor; readonly note?: string };

/** Of these payouts of one merchant, which the caller holds, those that could move; `revoke` and `reopen` begin a new round. */
export async function movePayouts(
  tx: Tx,
  payouts: readonly LockedPayout[],
  event: ManyEvent,
  { by, note }: MoveMany,
): Promise<ReadonlyMap<string, PayoutState>> {
  const now = currentTime();
  const moving = payouts.flatMap((payout) => {
    const state = next(payout.state, event);
    return state === null ? [] : [{ payout, state }];
  });
  if (moving.length === 0) return new Map();
  const isAnew = event === "revoke" || event === "reopen";
  const expiresAt = isAnew ? addMs(now, (await readPolicy(tx, by.merchantId)).approvalOpenDays * DAY_MS) : null;
  const warnAt = expiresAt && expiryWarningAt({ since: now, expiresAt });
  const rows = moving.map(({ payout, state }) => ({
    ...{ id: payout.id, from: payout.state, to: state },
    look: (warnAt ?? nextCheckAt({ state, checks: 0, provider: payout.provider }))?.toISOString() ?? null,
  }));
  // Guarded by the old state, as a single move is.
  const moved = await tx.$queryRaw<{ id: string }[]>`
    UPDATE "payout" p SET "state" = m."to", "stateAt" = ${now}, "checks" = 0, "expiresAt" = ${expiresAt}, "expiryWarnedAt" = NULL, "nextCheckAt" = m."look",
      "approvedAt" = CASE WHEN ${event === "approve"} THEN ${now}::timestamptz WHEN ${isAnew} THEN NULL ELSE p."approvedAt" END,
      "submittedAt" = CASE WHEN m."to" = 'awaitingApproval' THEN ${now}::timestamptz ELSE p."submittedAt" END,
      "round" = CASE WHEN ${isAnew} THEN p."round" + 1 ELSE p."round" END,
      "holdKind" = CASE WHEN ${isAnew} THEN NULL ELSE p."holdKind" END, "holdReason" = CASE WHEN ${isAnew} THEN NULL ELSE p."holdReason" END
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("id" text, "from" text, "to" text, "look" timestamptz)
    WHERE p."id" = m."id" AND p."merchantId" = ${by.merchantId} AND p."state" = m."from" RETURNING p."id"`;
  crashPoint("move.stateWritten");
  const ids = new Set(moved.map(({ id }) => id));
  const done = moving.filter(({ payout }) => ids.has(payout.id));
  const sequences = await writeHistories(tx, done, { event, by, note, now });
  crashPoint("move.historyWritten");
  await tellEndpoints(tx, { merchantId: by.merchantId, move: event, at: now, payouts: sequences });
  if (event === "approve")
    await enqueueMany(
      tx,
      "dispatchPayout",
      done.map(({ payout }) => ({ payoutId: payout.id })),
    );
  crashPoint("move.enqueued");
  return new Map(done.map(({ payout, state }) => [payout.id, state]));
}

type Moving = { readonly payout: LockedPayout; readonly state: PayoutState };
type Step = MoveMany & { readonly event: ManyEvent; readonly now: Date };

type Counted = { readonly payoutId: string; readonly sequence: number };

/** Answers which of its payout's moves each was. */
async function writeHistories(tx: Tx, moves: readonly Moving[], { event, by, note, now }: Step): Promise<readonly Counted[]> {
  const rows = moves.map(({ payout, state }) => ({ id: newId("transition", now), payoutId: payout.id, from: payout.state, to: state }));
  const counted = await tx.$queryRaw<Counted[]>`
    INSERT INTO "state_transition" ("id", "merchantId", "payoutId", "sequence", "event", "fromState", "toState", "actorKind", "actorId", "actorName", "note", "at")
    SELECT m."id", ${by.merchantId}, m."payoutId", (SELECT count(*) + 1 FROM "state_transition" t WHERE t."payoutId" = m."payoutId"),
      ${event}, m."from", m."to", ${by.kind}, ${actorId(by)}, ${by.name}, ${note ?? null}, ${now}
    FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("id" text, "payoutId" text, "from" text, "to" text)
    RETURNING "payoutId", "sequence"`;
  await writeAudits(
    tx,
    moves.map(({ payout, state }) => ({
      ...{ actor: by, event: MOVE_AUDIT[event] ?? "payout.moved", subject: { kind: "payout", id: payout.id } },
      details: { event, from: payout.state, to: state, number: payout.number, ...(note ? { note } : {}) },
    })),
  );
  return counted;
}
