import type { Tx } from "@/lib/db/client";

/**
 * Closing and merging against paying: whoever commits first wins. Payouts are made and sent under the merchant's lock in share, so
 * they do not wait for each other; closing, opening and merging take it alone. Whoever waited reads what the other has left behind:
 * the question is a statement of its own, with a snapshot taken after the lock.
 */
export async function lockReceivers(tx: Tx, merchantId: string, mode: "share" | "alone"): Promise<void> {
  const key = `receivers:${merchantId}`;
  if (mode === "share") await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))::text`;
  else await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}
