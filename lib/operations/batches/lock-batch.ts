import type { Tx } from "@/lib/db/client";
import type { Batch } from "@/lib/db/generated/client";

/** Without the file itself: megabytes that only whoever reads it on wants. */
export type HeldBatch = Omit<Batch, "fileSealed">;

/** The batch's row, held until the transaction ends: two people at one batch take turns. Null for another merchant's. */
export async function lockBatch(tx: Tx, { batchId, merchantId }: { batchId: string; merchantId: string }): Promise<HeldBatch | null> {
  const held = await tx.$queryRaw<unknown[]>`
    SELECT "id" FROM "batch" WHERE "id" = ${batchId} AND "merchantId" = ${merchantId} FOR UPDATE`;
  return held.length === 0 ? null : tx.batch.findUnique({ where: { id: batchId }, omit: { fileSealed: true } });
}
