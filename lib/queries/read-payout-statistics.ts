import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { addDays, type Day, dayOf, startOfDay } from "@/lib/base/day";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { providerLabel } from "./list-history-choices";

/** Paid out on one day, through one provider, in one currency. Minor units as digits. */
const PaidOut = z.object({
  day: z.string(),
  provider: z.string(),
  currency: z.enum(CURRENCIES),
  count: z.int(),
  amountMinor: z.string(),
});
export type PaidOut = z.infer<typeof PaidOut>;

const Performance = z.object({
  provider: z.string(),
  paid: z.int(),
  notArrived: z.int(),
  /** From handing it to the provider to its word that it is paid; null while nothing was paid. */
  medianSeconds: z.number().nullable(),
});

export type ProviderPerformance = z.infer<typeof Performance> & { readonly label: string };

export type PayoutStatistics = {
  readonly from: Day;
  readonly to: Day;
  readonly paidOut: readonly PaidOut[];
  readonly providers: readonly ProviderPerformance[];
};

export const STATISTICS_DAYS = 30;
/** Payouts that took longer than this to be paid are missed by the daily sums; it keeps the question to the newest part of the index. */
const LONGEST_WAY_DAYS = 30;

/** How the last thirty days went. Reads every payout of these days once, so the page shows it after what needs a person. */
export async function readPayoutStatistics(
  merchantId: string,
  { timeZone, now }: { timeZone: string; now: Date },
): Promise<PayoutStatistics> {
  const to = dayOf(now, timeZone);
  const from = addDays(to, 1 - STATISTICS_DAYS);
  const since = startOfDay(from, timeZone);
  const [paidOut, providers] = await Promise.all([
    db().$queryRaw`
      SELECT to_char(p."settledAt" AT TIME ZONE ${timeZone}, 'YYYY-MM-DD') AS "day", p."provider", p."currency",
        count(*)::int AS "count", sum(p."amountMinor")::text AS "amountMinor"
      FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND p."state" = 'settled' AND p."createdAt" >= ${addMs(since, -LONGEST_WAY_DAYS * DAY_MS)}
        AND p."settledAt" >= ${since}
      GROUP BY 1, 2, 3 ORDER BY 1, 2, 3`,
    db().$queryRaw`
      SELECT p."provider",
        (count(*) FILTER (WHERE p."state" = 'settled'))::int AS "paid",
        (count(*) FILTER (WHERE p."state" IN ('failed', 'refused', 'returned')))::int AS "notArrived",
        (percentile_cont(0.5) WITHIN GROUP (ORDER BY extract(epoch FROM p."settledAt" - p."sentAt"))
          FILTER (WHERE p."state" = 'settled'))::float8 AS "medianSeconds"
      FROM "payout" p
      WHERE p."merchantId" = ${merchantId} AND p."createdAt" >= ${since}
      GROUP BY 1 ORDER BY count(*) DESC`,
  ]);
  return {
    from,
    to,
    paidOut: z.array(PaidOut).parse(paidOut),
    providers: z
      .array(Performance)
      .parse(providers)
      .map((one) => ({ ...one, label: providerLabel(one.provider) })),
  };
}
