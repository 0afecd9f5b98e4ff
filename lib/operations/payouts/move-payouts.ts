import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { auditInsert } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { readPolicy } from "@/lib/db/read-policy";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { expiryWarningAt } from "@/lib/domain/approval/expiry";
import { next, type PayoutState } from "@/lib/domain/payout/lifecycle";
import type { Listener } from "@/lib/operations/endpoints/find-listeners";
import { tellEndpoints } from "@/lib/operations/endpoints/tell-endpoints";
import { enqueueMany } from "@/lib/queue/enqueue";
import type { LockedPayout } from "./lock-payout";
import { moveAudit } from "./move-payout";
import { nextCheckAt } from "./next-check-at";

// What movePayout writes for one payout, written for many in a few statements: state, history, audit entries, events and follow-up jobs.

/** Decisions, taking them back, and letting go what was rejected: of nothing else are there ever thousands at once. */
export type ManyEvent = "approve" | "reject" | "revoke" | "reopen" | "discard";

export type MoveMany = {
  readonly by: Actor;
  readonly note?: string;
  /** Who listens, where the same transaction has asked already. */
  readonly listeners?: readonly Listener[];
};

/** Of a payout's row, what a move of it takes. */
export type MovingPayout = Pick<LockedPayout, "id" | "merchantId" | "number" | "provider" | "state">;

/** Of these payouts of one merchant, which the caller holds, those that could move; `revoke` and `reopen` begin a new round. */
export async function movePayouts(
  tx: Tx,
  payouts: readonly MovingPayout[],
  event: ManyEvent,
  { by, note, listeners }: MoveMany,
): Promise<ReadonlyMap<string, PayoutState>> {
  const now = currentTime();
  const moves = payouts.flatMap((payout) => {
    const state = next(payout.state, event);
    return state === null ? [] : [{ payout, state }];
  });
  const [first, ...others] = moves;
  if (first === undefined) return new Map();
  const counted = await write(tx, [first, ...others], { event, by, note: note ?? null, now });
  crashPoint("move.stateWritten");
  crashPoint("audit.written");
  crashPoint("move.historyWritten");
  await tellEndpoints(tx, { merchantId: by.merchantId, move: event, at: now, payouts: counted, listeners });
  const ids = new Set(counted.map(({ payoutId }) => payoutId));
  const done = moves.filter(({ payout }) => ids.has(payout.id));
  if (event === "approve")
    await enqueueMany(
      tx,
      "dispatchPayout",
      done.map(({ payout }) => ({ payoutId: payout.id })),
    );
  crashPoint("move.enqueued");
  return new Map(done.map(({ payout, state }) => [payout.id, state]));
}

type Move = { readonly payout: MovingPayout; readonly state: PayoutState };
type Step = { readonly event: ManyEvent; readonly by: Actor; readonly note: string | null; readonly now: Date };
type Counted = { readonly payoutId: string; readonly sequence: number };

/** States, history and audit entries in one statement, guarded by the old state as a single move is. Answers which of its payout's moves each was. */
async function write(tx: Tx, moves: readonly [Move, ...Move[]], { event, by, note, now }: Step): Promise<readonly Counted[]> {
  const isAnew = event === "revoke" || event === "reopen";
  const expiresAt = isAnew ? addMs(now, (await readPolicy(tx, by.merchantId)).approvalOpenDays * DAY_MS) : null;
  const warnAt = expiresAt && expiryWarningAt({ since: now, expiresAt });
  const rows = moves.map(({ payout, state }) => ({
    ...{ id: payout.id, from: payout.state, to: state, transitionId: newId("transition", now) },
    look: (warnAt ?? nextCheckAt({ state, checks: 0, provider: payout.provider }))?.toISOString() ?? null,
  }));
  const [first, ...others] = moves;
  const auditOf = ({ payout, state }: Move) => moveAudit(payout, { event, to: state, by, note });
  const audited = auditInsert([auditOf(first), ...others.map(auditOf)]);
  return tx.$queryRaw<Counted[]>(
    keepPlan(Prisma.sql`
      WITH m AS (SELECT * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS m("id" text, "from" text, "to" text, "transitionId" text, "look" timestamptz)),
      moved AS (
        UPDATE "payout" p SET "state" = m."to", "stateAt" = ${now}::timestamptz, "checks" = 0, "expiresAt" = ${expiresAt}::timestamptz,
          "expiryWarnedAt" = NULL, "nextCheckAt" = m."look",
          "approvedAt" = CASE WHEN ${event === "approve"}::boolean THEN ${now}::timestamptz WHEN ${isAnew}::boolean THEN NULL ELSE p."approvedAt" END,
          "submittedAt" = CASE WHEN m."to" = 'awaitingApproval' THEN ${now}::timestamptz ELSE p."submittedAt" END,
          "round" = CASE WHEN ${isAnew}::boolean THEN p."round" + 1 ELSE p."round" END,
          "holdKind" = CASE WHEN ${isAnew}::boolean THEN NULL ELSE p."holdKind" END,
          "holdReason" = CASE WHEN ${isAnew}::boolean THEN NULL ELSE p."holdReason" END
        FROM m WHERE p."id" = m."id" AND p."merchantId" = ${by.merchantId} AND p."state" = m."from" RETURNING p."id"),
      audited AS (${audited} WHERE "subjectId" IN (SELECT "id" FROM moved))
      INSERT INTO "state_transition" ("id", "merchantId", "payoutId", "sequence", "event", "fromState", "toState", "actorKind", "actorId", "actorName",
        "note", "at")
      SELECT m."transitionId", ${by.merchantId}, m."id", 1 + (SELECT count(*) FROM "state_transition" t WHERE t."payoutId" = m."id"), ${event},
        m."from", m."to", ${by.kind}, ${actorId(by)}, ${by.name}, ${note}, ${now}::timestamptz
      FROM m JOIN moved USING ("id") RETURNING "payoutId", "sequence"`),
  );
}
