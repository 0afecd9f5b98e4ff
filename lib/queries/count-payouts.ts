import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "@/lib/db/client";
import { expectPayouts } from "@/lib/db/expect-payouts";
import { Prisma } from "@/lib/db/generated/client";
import { narrowPayouts, type PayoutQuestion } from "@/lib/db/narrow-payouts";
import type { PayoutTotals } from "@/lib/domain/payout/history-view";

/** How many are counted one by one. Beyond it, people scroll no further and the exact number tells them nothing more. */
export const COUNT_BOUND = 10_000;

/** Count and sums of exactly what is filtered, at a cost that does not grow with the history; or all of it, for somebody who waits for that. */
export async function countPayouts(question: PayoutQuestion, { isExact = false } = {}): Promise<PayoutTotals> {
  const where = await narrowPayouts(question);
  if (isExact) return countAll(where);
  const groups = Groups.parse(await db().$queryRaw(totalsQuery(where)));
  const summed = groups.reduce((total, { count }) => total + count, 0);
  const sums = groups.map(({ currency, amountMinor }) => ({ currency, amountMinor }));
  if (summed < COUNT_BOUND) return { count: summed, isExact: true, sums, summed };
  return { count: Math.max(await expectPayouts(db(), where), summed), isExact: false, sums, summed };
}

async function countAll(where: Prisma.Sql): Promise<PayoutTotals> {
  const groups = Groups.parse(
    await db().$queryRaw`SELECT p."currency", count(*)::int AS "count", sum(p."amountMinor")::text AS "amountMinor"
      FROM "payout" p WHERE ${where} GROUP BY p."currency" ORDER BY count(*) DESC, p."currency"`,
  );
  const count = groups.reduce((total, group) => total + group.count, 0);
  return { count, isExact: true, sums: groups.map(({ currency, amountMinor }) => ({ currency, amountMinor })), summed: count };
}

/** The statement behind the totals, for whoever looks at its plan. */
export async function payoutTotalsQuery(question: PayoutQuestion): Promise<Prisma.Sql> {
  return totalsQuery(await narrowPayouts(question));
}

function totalsQuery(where: Prisma.Sql): Prisma.Sql {
  const newest = Prisma.sql`SELECT p."currency", p."amountMinor" FROM "payout" p WHERE ${where}
    ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${COUNT_BOUND}`;
  return Prisma.sql`SELECT "currency", count(*)::int AS "count", sum("amountMinor")::text AS "amountMinor"
    FROM (${newest}) newest GROUP BY "currency" ORDER BY count(*) DESC, "currency"`;
}

const Groups = z.array(z.object({ currency: z.enum(CURRENCIES), count: z.int(), amountMinor: z.string() }));
