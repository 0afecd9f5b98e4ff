import type { Tx } from "@/lib/db/client";

/** Of a merchant's team one change is made at a time: each judges who would be left, and what a role holds, after it. */
export async function lockTeam(tx: Tx, merchantId: string): Promise<void> {
  await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`team:${merchantId}`}, 0))::text`;
}
