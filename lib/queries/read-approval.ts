import { z } from "zod";
import type { Money } from "@/lib/base/money";
import { DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { ApprovalView } from "@/lib/domain/approval/approval-view";
import { differences, type ReceiverPast } from "@/lib/domain/approval/differences";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { readPayout } from "./read-payout";
import { receiverFamily } from "./receiver-family";

/** One payout as a checker sees it, and what in it is unlike the receiver's history. Null for other merchants' and none. */
export async function readApproval(actor: Actor, idOrNumber: string): Promise<ApprovalView | null> {
  const payout = await readPayout(actor, idOrNumber);
  if (!payout) return null;
  const past = await readPast(actor.merchantId, payout);
  return {
    payout,
    differences: [...differences(payout.amount, past)],
    past: { paidTimes: past.paidTimes, lastPaidAt: past.lastPaidAt, usual: past.usual },
  };
}

/** For how long an equal amount is taken for a possible double. */
const TWIN_DAYS = 30;
const MOST_TWINS = 5;

async function readPast(merchantId: string, { id: payoutId, amount, loop }: PayoutView): Promise<ReceiverPast> {
  const payout = await db().payout.findFirstOrThrow({
    where: { id: payoutId, merchantId },
    select: { id: true, receiverId: true, paymentSourceId: true, receiverAccountVersionId: true, createdAt: true },
  });
  const { receiverId, paymentSourceId } = payout;
  const receiverIds = receiverId === null ? [] : await receiverFamily(merchantId, receiverId);
  const isSame =
    receiverId === null ? Prisma.sql`p."paymentSourceId" = ${paymentSourceId}` : Prisma.sql`p."receiverId" = ANY(${receiverIds}::text[])`;
  const others = Prisma.sql`p."merchantId" = ${merchantId} AND p."id" <> ${payoutId} AND ${isSame}`;
  const [paid, twins, account] = await Promise.all([
    readPaid(others, amount),
    readTwins(others, amount, payout.createdAt),
    payout.receiverAccountVersionId === null ? null : readAccount(payout.receiverAccountVersionId, receiverIds),
  ]);
  return { ...paid, loop, twins, account };
}

const Paid = z.tuple([z.object({ paidTimes: z.int(), lastPaidAt: z.date().nullable(), times: z.int(), median: z.string().nullable() })]);

async function readPaid(others: Prisma.Sql, { currency }: Money): Promise<Pick<ReceiverPast, "paidTimes" | "lastPaidAt" | "usual">> {
  const [row] = Paid.parse(
    await db().$queryRaw`
      SELECT count(*)::int AS "paidTimes", max(p."settledAt") AS "lastPaidAt",
        (count(*) FILTER (WHERE p."currency" = ${currency}))::int AS "times",
        (percentile_disc(0.5) WITHIN GROUP (ORDER BY p."amountMinor") FILTER (WHERE p."currency" = ${currency}))::text AS "median"
      FROM "payout" p WHERE ${others} AND p."state" = 'settled'`,
  );
  const { paidTimes, lastPaidAt, times, median } = row;
  return { paidTimes, lastPaidAt, usual: median === null ? null : { median: { minor: BigInt(median), currency }, times } };
}

const Twins = z.array(z.object({ number: z.string(), at: z.date(), isPaid: z.boolean() }));

async function readTwins(others: Prisma.Sql, amount: Money, createdAt: Date): Promise<ReceiverPast["twins"]> {
  const from = new Date(createdAt.getTime() - TWIN_DAYS * DAY_MS);
  const released: string[] = [...RELEASED_STATES];
  return Twins.parse(
    await db().$queryRaw`
      SELECT p."number", p."createdAt" AS "at", p."state" = 'settled' AS "isPaid" FROM "payout" p
      WHERE ${others} AND p."currency" = ${amount.currency} AND p."amountMinor" = ${amount.minor.toString()}::numeric
        AND p."createdAt" >= ${from} AND p."state" <> ALL(${released})
      ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${MOST_TWINS}`,
  );
}

const Account = z.tuple([
  z.object({
    addedAt: z.date(),
    versionAt: z.date(),
    lastPaidAt: z.date().nullable(),
    lastPaidVersion: z.int().nullable(),
    version: z.int(),
  }),
]);

/** The account behind the version that this payout names: since when it is there, and what it said when it was last paid. */
async function readAccount(versionId: string, receiverIds: string[]): Promise<ReceiverPast["account"]> {
  const [row] = Account.parse(
    await db().$queryRaw`
      SELECT a."createdAt" AS "addedAt", v."createdAt" AS "versionAt", v."version",
        latest."settledAt" AS "lastPaidAt", latest."version" AS "lastPaidVersion"
      FROM "receiver_account_version" v JOIN "receiver_account" a ON a."id" = v."accountId"
      LEFT JOIN LATERAL (
        SELECT p."settledAt", o."version" FROM "receiver_account_version" o
        JOIN "payout" p ON p."merchantId" = o."merchantId" AND p."receiverId" = ANY(${receiverIds}::text[]) AND p."receiverAccountVersionId" = o."id"
        WHERE o."accountId" = a."id" AND p."state" = 'settled' ORDER BY p."settledAt" DESC NULLS LAST LIMIT 1) latest ON true
      WHERE v."id" = ${versionId}`,
  );
  const { addedAt, version, versionAt, lastPaidVersion } = row;
  const isChanged = lastPaidVersion !== null && lastPaidVersion !== version;
  return { addedAt, isPaidBefore: lastPaidVersion !== null, changedSincePaidAt: isChanged ? versionAt : null };
}
