import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { addDays, dayOf } from "@/lib/base/day";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { may } from "@/lib/domain/access/actor";
import { type RawFilters, readPayoutFilters } from "@/lib/domain/payout/filters";
import type { PayoutTotals } from "@/lib/domain/payout/history-view";
import { countPayouts } from "./count-payouts";

type PersonActor = Extract<Actor, { kind: "person" }>;

export const ATTENTION_KINDS = [
  "awaitingMe",
  "unconfirmed",
  "contradicted",
  "notArrived",
  "held",
  "assignedToMe",
  "rejectedMine",
  "waitingForOthers",
] as const;
export type AttentionKind = (typeof ATTENTION_KINDS)[number];

/** One thing that needs a person: how many payouts and how much money, and the filters that show exactly those. */
export type AttentionLine = {
  readonly kind: AttentionKind;
  readonly totals: PayoutTotals;
  /** Null where another screen than the history shows them. */
  readonly filters: RawFilters | null;
};

const REJECTED_DAYS = 7;

/** What needs this person today. Every count is the history's own count of the filters that its link carries. */
export async function readOverview(
  actor: PersonActor,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<readonly AttentionLine[]> {
  const today = dayOf(now, timeZone);
  const mine = { makerId: actor.personId };
  const asked: readonly [AttentionKind, RawFilters][] = [
    ["unconfirmed", { state: "unconfirmed" }],
    ["contradicted", { contradicted: "yes" }],
    ["notArrived", { state: ["failed", "refused", "returned"], changedFrom: addDays(today, -1) }],
    ["held", { state: "held" }],
    ["assignedToMe", { assigneeId: actor.personId }],
  ];
  const askedOfMakers: readonly [AttentionKind, RawFilters][] = [
    ["rejectedMine", { ...mine, state: "rejected", changedFrom: addDays(today, -REJECTED_DAYS) }],
    ["waitingForOthers", { ...mine, state: "awaitingApproval" }],
  ];
  const [awaitingMe, ...lines] = await Promise.all([
    may(actor, "payout.approve") ? countAwaiting(actor) : null,
    ...[...asked, ...(may(actor, "payout.create") ? askedOfMakers : [])].map(async ([kind, filters]) => ({
      kind,
      filters,
      totals: await countPayouts({ merchantId: actor.merchantId, filters: readPayoutFilters(filters).filters, timeZone }),
    })),
  ]);
  return awaitingMe ? [{ kind: "awaitingMe", filters: null, totals: awaitingMe }, ...lines] : lines;
}

const Groups = z.array(z.object({ currency: z.enum(CURRENCIES), count: z.int(), amountMinor: z.string() }));

/** Not one's own, and not those of several checkers that have one's word already: the approvals inbox, counted. */
async function countAwaiting(actor: PersonActor): Promise<PayoutTotals> {
  const groups = Groups.parse(
    await db().$queryRaw`
      SELECT p."currency", count(*)::int AS "count", sum(p."amountMinor")::text AS "amountMinor" FROM "payout" p
      WHERE p."merchantId" = ${actor.merchantId} AND p."state" = 'awaitingApproval' AND p."makerId" <> ${actor.personId}
        AND NOT EXISTS (
          SELECT 1 FROM "approval_decision" d
          WHERE d."payoutId" = p."id" AND d."round" = p."round" AND d."checkerId" = ${actor.personId})
      GROUP BY p."currency" ORDER BY count(*) DESC, p."currency"`,
  );
  const count = groups.reduce((total, group) => total + group.count, 0);
  return { count, summed: count, isExact: true, sums: groups.map(({ currency, amountMinor }) => ({ currency, amountMinor })) };
}
