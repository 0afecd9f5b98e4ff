import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import type { RestPayout } from "@/lib/domain/rest/payout";
import { API_PAYOUT_COLUMNS, ApiPayoutRow, JOIN_API_PAYOUT } from "./api-payout";

export type WhichPayout = { readonly merchantId: string; readonly payoutId: string };

/** One payout as the merchant's systems see it; null for another merchant's. */
export async function readApiPayout({ merchantId, payoutId }: WhichPayout): Promise<RestPayout | null> {
  const rows = await db().$queryRaw<unknown[]>(Prisma.sql`
    SELECT ${API_PAYOUT_COLUMNS} FROM "payout" p ${JOIN_API_PAYOUT}
    WHERE p."id" = ${payoutId} AND p."merchantId" = ${merchantId}`);
  return rows.length === 0 ? null : ApiPayoutRow.parse(rows[0]);
}
