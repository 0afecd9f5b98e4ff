import * as z from "zod";
import type { Currency } from "@/lib/base/currency";
import { CURRENCIES } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import type { Tx } from "./client";

const Fees = z.array(
  z.object({ connectionId: z.string(), currency: z.enum(CURRENCIES), known: z.int(), minor: z.string().transform(BigInt) }),
);
/** The newest say what is taken now. */
const LAST_PAYOUTS = 200;

/** By what the provider took for the last payouts; null where it has never said. */
export type UsualFee = (of: { readonly connectionId: string; readonly currency: Currency; readonly payouts: number }) => Money | null;

/** What providers took of late, by connection and currency: no provider here tells its fee before, so what is foreseen is an estimate. */
export async function readUsualFees(tx: Tx, merchantId: string, connectionIds: readonly string[]): Promise<UsualFee> {
  const rows = Fees.parse(
    await tx.$queryRaw`
      SELECT c."id" AS "connectionId", f.* FROM unnest(${[...new Set(connectionIds)]}::text[]) AS c("id")
      CROSS JOIN LATERAL (
        SELECT l."currency", count(*)::int AS "known", sum(l."feeMinor")::text AS "minor" FROM (
          SELECT p."currency", p."feeMinor" FROM "payout" p
          WHERE p."merchantId" = ${merchantId} AND p."connectionId" = c."id" AND p."state" = 'settled'
          ORDER BY p."createdAt" DESC LIMIT ${LAST_PAYOUTS}) l
        WHERE l."feeMinor" IS NOT NULL GROUP BY 1) f`,
  );
  return ({ connectionId, currency, payouts }) => {
    const row = rows.find((one) => one.connectionId === connectionId && one.currency === currency);
    return row ? { minor: (row.minor * BigInt(payouts) + BigInt(row.known) - 1n) / BigInt(row.known), currency } : null;
  };
}
