import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS } from "@/lib/base/time";
import { auditInsert } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { insertRows } from "@/lib/db/insert-rows";
import { keepPlan } from "@/lib/db/kept-plan";
import { type Actor, actorId } from "@/lib/domain/access/actor";
import { expiryWarningAt } from "@/lib/domain/approval/expiry";
import { LIFECYCLE } from "@/lib/domain/payout/lifecycle";
import type { SenseWarning } from "@/lib/domain/payout/sense-rules";
import type { Listener } from "@/lib/operations/endpoints/find-listeners";
import { tellEndpoints } from "@/lib/operations/endpoints/tell-endpoints";
import { moveAudit } from "./move-payout";
import type { MovingPayout } from "./move-payouts";

export type MakePayout = {
  /** The row, but for what this is the writer of. */
  readonly row: Omit<
    Prisma.PayoutUncheckedCreateInput,
    "id" | "state" | "createdAt" | "stateAt" | "submittedAt" | "expiresAt" | "nextCheckAt" | "sendAfter"
  > & { readonly id: string; readonly sendAfter: Date | null };
  readonly by: Actor;
  /** Those that stand when it is asked for, word for word. */
  readonly warnings: readonly SenseWarning[];
  /** The policy of today counts for what is asked for today: whoever changes it later does not take anybody's time away. */
  readonly approvalOpenDays: number;
  readonly listeners: readonly Listener[];
};

/**
 * Writes a payout that is asked for: its row, the first line of its history, what stood out about it, the audit entry and what the
 * merchant's systems are told, the first four in one statement. What is to be sent on a later day waits for its word until then at least.
 */
export async function makePayout(tx: Tx, { row, by, warnings, approvalOpenDays, listeners }: MakePayout): Promise<MovingPayout> {
  const now = currentTime();
  const opensUntil = addMs(now, approvalOpenDays * DAY_MS);
  const expiresAt = row.sendAfter !== null && row.sendAfter > opensUntil ? row.sendAfter : opensUntil;
  const { id, merchantId, number, provider } = row;
  const state = LIFECYCLE.draft.submit;
  const times = { createdAt: now, stateAt: now, submittedAt: now, expiresAt, nextCheckAt: expiryWarningAt({ since: now, expiresAt }) };
  const made = insertRows("payout", [{ ...row, ...times, state }]);
  const audited = auditInsert([moveAudit({ id, number, state: "draft" }, { event: "submit", to: state, by, note: null })]);
  const [first, ...others] = warnings.map((warning) => ({ ...warning, payoutId: id, merchantId, seenAt: now }));
  const warned = first === undefined ? Prisma.empty : Prisma.sql`, warned AS (${insertRows("payout_warning", [first, ...others])})`;
  const history = insertRows("state_transition", [
    {
      ...{ id: newId("transition", now), merchantId, payoutId: id, sequence: 1, event: "submit", fromState: "draft", toState: state },
      ...{ actorKind: by.kind, actorId: actorId(by), actorName: by.name, note: null, at: now },
    },
  ]);
  await tx.$executeRaw(keepPlan(Prisma.sql`WITH made AS (${made}), audited AS (${audited})${warned} ${history}`));
  crashPoint("audit.written");
  await tellEndpoints(tx, { merchantId, move: "submit", at: now, payouts: [{ payoutId: id, sequence: 1 }], listeners });
  crashPoint("submit.submitted");
  return { id, merchantId, number, provider, state };
}
