import * as z from "zod";
import { db } from "@/lib/db/client";

const Line = z.object({
  currency: z.string(),
  inCurrency: z.string(),
  rate: z.string(),
  day: z.string(),
  setByName: z.string(),
  setAt: z.date(),
});
export type RateLine = z.infer<typeof Line>;

/** The rate that counts now of each pair that has one, and who said it. */
export async function listRates(merchantId: string): Promise<readonly RateLine[]> {
  return z.array(Line).parse(
    await db().$queryRaw`
      SELECT DISTINCT ON (r."currency", r."inCurrency") r."currency", r."inCurrency", trim_scale(r."rate")::text AS "rate", r."day"::text AS "day",
        r."setByName", r."setAt"
      FROM "exchange_rate" r WHERE r."merchantId" = ${merchantId} AND r."day" <= CURRENT_DATE
      ORDER BY r."currency", r."inCurrency", r."day" DESC, r."setAt" DESC, r."id" DESC`,
  );
}
