import { readRestBatch } from "@/lib/db/api-batch";
import { db } from "@/lib/db/client";
import type { RestBatch } from "@/lib/domain/rest/batch";

/** One file of payouts as the merchant's systems see it; null for another merchant's. */
export function readApiBatch(merchantId: string, batchId: string): Promise<RestBatch | null> {
  return readRestBatch(db(), { merchantId, batchId });
}
