import * as z from "zod";
import { CURRENCIES, type Currency } from "@/lib/base/currency";
import type { Rate } from "@/lib/domain/approval/exchange";
import type { Tx } from "./client";
import { Prisma } from "./generated/client";

export const Rates = z.array(z.object({ currency: z.enum(CURRENCIES), inCurrency: z.enum(CURRENCIES), rate: z.string(), day: z.string() }));

/** The newest rate of each pair that a currency is one side of; of one day, what was said last. Rates of days to come wait for theirs. */
export async function readRates(tx: Tx, { merchantId, currency }: { merchantId: string; currency: Currency }): Promise<readonly Rate[]> {
  return Rates.parse(await tx.$queryRaw(ratesQuery({ merchantId, currency })));
}

export function ratesQuery({ merchantId, currency }: { merchantId: string; currency: Currency }): Prisma.Sql {
  return Prisma.sql`
    SELECT DISTINCT ON (r."currency", r."inCurrency") r."currency", r."inCurrency", trim_scale(r."rate")::text AS "rate", r."day"::text AS "day"
    FROM "exchange_rate" r
    WHERE r."merchantId" = ${merchantId} AND (r."inCurrency" = ${currency} OR r."currency" = ${currency}) AND r."day" <= CURRENT_DATE
    ORDER BY r."currency", r."inCurrency", r."day" DESC, r."setAt" DESC, r."id" DESC`;
}
