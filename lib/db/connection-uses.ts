import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { db } from "./client";

/** Enough to know what is usual, and few enough to be counted at any size of the history. */
const NEWEST = 1000;

const Uses = z.array(z.object({ connectionId: z.string(), currency: z.enum(CURRENCIES), times: z.int() }));
export type ConnectionUse = z.infer<typeof Uses>[number];

/** From where the newest payouts of a merchant left, by connection and currency. */
export async function countUses(merchantId: string): Promise<readonly ConnectionUse[]> {
  const rows = await db().$queryRaw`
    SELECT "connectionId", "currency", count(*)::int AS "times" FROM (
      SELECT p."connectionId", p."currency" FROM "payout" p WHERE p."merchantId" = ${merchantId}
      ORDER BY p."createdAt" DESC, p."id" DESC LIMIT ${NEWEST}) newest
    GROUP BY 1, 2`;
  return Uses.parse(rows);
}
