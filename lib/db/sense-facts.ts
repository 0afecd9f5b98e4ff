import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import type { Money } from "@/lib/base/money";
import { addMs, DAY_MS } from "@/lib/base/time";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { SenseLimits } from "@/lib/domain/payout/sense-limits";
import type { SenseFacts } from "@/lib/domain/payout/sense-rules";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";
import { keepPlan } from "./kept-plan";
import { receiverFamily } from "./receiver-family";

/** What is paid, as far as it is on file: of somebody who is not yet, only the number's index. */
export type SenseTarget = {
  readonly receiverId: string | null;
  /** The receiver and everyone merged into them, where that is known already. */
  readonly familyIds?: readonly string[];
  readonly accountVersionId: string | null;
  readonly paymentSourceId: string | null;
  readonly blindIndex: Uint8Array | null;
};

export type SenseQuestion = {
  readonly merchantId: string;
  readonly target: SenseTarget;
  readonly amount: Money;
  readonly reference: string;
  readonly maker: { readonly id: string; readonly name: string };
  readonly limits: SenseLimits;
  /** The payout itself, once it is made, and what one press made with it. */
  readonly payoutId?: string;
  readonly submissionKey?: string | null;
  /** What it is an occurrence of: that the others are alike is what a schedule is. */
  readonly scheduleId?: string | null;
};

const MOST_TWINS = 5;
/** The newest of a receiver's and of a maker's: enough for what is usual, and few enough at any size of the history. */
const RECEIVERS_LAST = 1000;
const MAKERS_LAST = 200;

const At = z.string().transform((text) => new Date(text));
const Twins = z
  .array(z.object({ number: z.string(), at: At, isPaid: z.boolean(), receiverName: z.string() }))
  .nullable()
  .transform((twins) => twins ?? []);
const Row = z.object({
  sameAmount: Twins,
  sameReference: Twins,
  paidTimes: z.int(),
  lastPaidAt: z.date().nullable(),
  times: z.int(),
  median: z.string().nullable(),
  makerTimes: z.int(),
  makerMedian: z.string().nullable(),
  addedAt: z.date().nullable(),
  versionAt: z.date().nullable(),
  version: z.int().nullable(),
  paidVersion: z.int().nullable(),
  sharedWith: z
    .array(z.string())
    .nullable()
    .transform((names) => names ?? []),
});

/** All that the rules ask of the past, in one question. What went to a merged duplicate went to the one who is left. */
export async function readSenseFacts(tx: Tx, question: SenseQuestion): Promise<SenseFacts> {
  const { target, amount, maker } = question;
  const { receiverId } = target;
  const receiverIds = [...(target.familyIds ?? (receiverId === null ? [] : await receiverFamily(tx, question.merchantId, receiverId)))];
  const [row] = z.tuple([Row]).parse(await tx.$queryRaw(keepPlan(senseQuery(question, receiverIds))));
  const usualOf = (median: string | null, times: number) =>
    median === null ? null : { median: { minor: BigInt(median), currency: amount.currency }, times };
  const isChanged = row.paidVersion !== null && row.paidVersion !== row.version;
  return {
    loop: target.paymentSourceId === null ? "open" : "closed",
    amount,
    sameAmount: row.sameAmount,
    sameReference: row.sameReference,
    paidTimes: row.paidTimes,
    lastPaidAt: row.lastPaidAt,
    usual: usualOf(row.median, row.times),
    maker: { name: maker.name, usual: usualOf(row.makerMedian, row.makerTimes) },
    account:
      row.addedAt === null
        ? null
        : { addedAt: row.addedAt, isPaidBefore: row.paidVersion !== null, changedSincePaidAt: isChanged ? row.versionAt : null },
    sharedWith: row.sharedWith,
  };
}

export function senseQuery(question: SenseQuestion, receiverIds: string[]): Prisma.Sql {
  const { merchantId, target, amount, reference, maker, limits, payoutId = "", submissionKey = null, scheduleId = null } = question;
  const { receiverId, accountVersionId, paymentSourceId } = target;
  const { currency, minor } = amount;
  const ago = (days: number) => addMs(currentTime(), -days * DAY_MS);
  const live = Prisma.sql`p."state" <> ALL (${[...RELEASED_STATES] as string[]}) AND p."state" <> 'draft'`;
  const others = Prisma.sql`p."merchantId" = ${merchantId} AND p."id" <> ${payoutId} AND p."submissionKey" IS DISTINCT FROM ${submissionKey ?? NO_KEY}`;
  // Of one receiver an index has the newest first; of several they would all have to be read and sorted.
  const [only, ...more] = receiverIds;
  const toReceiver = only !== undefined && more.length === 0 ? Prisma.sql`= ${only}` : Prisma.sql`= ANY(${receiverIds}::text[])`;
  const theirs =
    paymentSourceId !== null
      ? Prisma.sql`p."paymentSourceId" = ${paymentSourceId}`
      : receiverId !== null
        ? Prisma.sql`p."receiverId" ${toReceiver}`
        : Prisma.sql`false`;
  const ofNoSchedule =
    scheduleId === null
      ? Prisma.empty
      : Prisma.sql`AND NOT EXISTS (SELECT FROM "schedule_occurrence" o WHERE o."merchantId" = p."merchantId" AND o."payoutId" = p."id" AND o."scheduleId" = ${scheduleId})`;
  const twins = (which: Prisma.Sql) => Prisma.sql`
    (SELECT json_agg(t) FROM (
      SELECT p."number", p."createdAt" AS "at", p."state" = 'settled' AS "isPaid", p."receiverName" FROM "payout" p
      WHERE ${others} AND ${live} AND ${which} ${ofNoSchedule} ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${MOST_TWINS}) t)`;
  return Prisma.sql`
    SELECT
      ${twins(Prisma.sql`${theirs} AND p."currency" = ${currency} AND p."amountMinor" = ${minor.toString()}::numeric AND p."createdAt" >= ${ago(limits.sameAmountDays)}`)} AS "sameAmount",
      ${twins(Prisma.sql`p."reference" = ${reference} AND p."createdAt" >= ${ago(limits.sameReferenceDays)}`)} AS "sameReference",
      paid.*, made.*, account.*,
      (SELECT json_agg(DISTINCT r."name") FROM "receiver_account_version" v
        JOIN "receiver_account" a ON a."id" = v."accountId" AND a."closedAt" IS NULL
        JOIN "receiver" r ON r."id" = a."receiverId" AND r."state" = 'active'
        WHERE v."merchantId" = ${merchantId} AND a."receiverId" <> ALL(${receiverIds}::text[])
          AND v."blindIndex" = COALESCE(${target.blindIndex}::bytea, account."index")
          AND v."version" = (SELECT max(o."version") FROM "receiver_account_version" o WHERE o."accountId" = v."accountId")
          AND ${paymentSourceId}::text IS NULL) AS "sharedWith"
    FROM (
      SELECT count(*)::int AS "paidTimes", max(p."settledAt") AS "lastPaidAt", (count(*) FILTER (WHERE p."currency" = ${currency}))::int AS "times",
        (percentile_disc(0.5) WITHIN GROUP (ORDER BY p."amountMinor") FILTER (WHERE p."currency" = ${currency}))::text AS "median"
      FROM (SELECT p."settledAt", p."currency", p."amountMinor" FROM "payout" p WHERE ${others} AND ${theirs} AND p."state" = 'settled'
        ORDER BY p."createdAt" DESC LIMIT ${RECEIVERS_LAST}) p) paid
    CROSS JOIN (
      SELECT count(*)::int AS "makerTimes", (percentile_disc(0.5) WITHIN GROUP (ORDER BY m."amountMinor"))::text AS "makerMedian"
      FROM (SELECT p."amountMinor", p."currency" FROM "payout" p WHERE ${others} AND p."makerId" = ${maker.id}
        ORDER BY p."createdAt" DESC LIMIT ${MAKERS_LAST}) m WHERE m."currency" = ${currency}) made
    LEFT JOIN LATERAL (
      SELECT a."createdAt" AS "addedAt", v."createdAt" AS "versionAt", v."version", v."blindIndex" AS "index", latest."version" AS "paidVersion"
      FROM "receiver_account_version" v JOIN "receiver_account" a ON a."id" = v."accountId"
      LEFT JOIN LATERAL (
        SELECT o."version" FROM "payout" p
        JOIN "receiver_account_version" o ON o."id" = p."receiverAccountVersionId" AND o."accountId" = a."id"
        WHERE p."merchantId" = ${merchantId} AND p."receiverId" ${toReceiver} AND p."state" = 'settled'
        ORDER BY p."createdAt" DESC LIMIT 1) latest ON true
      WHERE v."id" = ${accountVersionId} AND v."merchantId" = ${merchantId}) account ON true`;
}

/** What no payout has. */
const NO_KEY = "none";
