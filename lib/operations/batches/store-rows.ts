import { sealBatchRow } from "@/lib/db/batch-row-seal";
import type { Tx } from "@/lib/db/client";
import type { CheckedRow } from "./check-rows";
import type { BatchContext } from "./read-batch-context";

/**
 * Writes checked rows in one statement, new ones and changed ones alike. What was submitted meanwhile is left alone. A new row has the state
 * that it has by itself, so that comparing it writes it once more only where something is found; `judgeBatch` has to follow before anything
 * is submitted.
 */
export async function storeRows(tx: Tx, { batchId, merchantId }: BatchContext, rows: readonly CheckedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const stored = rows.map(({ content, amount, blindIndex, contentHash, ...row }) => {
    const { sealed, keyId } = sealBatchRow({ batchId, line: row.line }, content);
    return {
      ...row,
      state: row.faults.length > 0 ? "faulty" : row.doubts.length > 0 ? "doubtful" : "ready",
      contentSealed: base64(sealed),
      contentKeyId: keyId,
      amountMinor: amount?.minor.toString() ?? null,
      blindIndex: blindIndex && base64(blindIndex),
      contentHash: contentHash && base64(contentHash),
    };
  });
  await tx.$executeRaw`
    INSERT INTO "batch_row" ("batchId", "line", "merchantId", "contentSealed", "contentKeyId", "state", "name", "reference", "amountMinor", "currency",
      "connectionId", "loop", "accountMasked", "blindIndex", "paymentSourceId", "orderId", "sendOn", "contentHash", "faults", "doubts")
    SELECT ${batchId}, r."line", ${merchantId}, decode(r."contentSealed", 'base64'), r."contentKeyId", r."state", r."name", r."reference",
      r."amountMinor", r."currency", r."connectionId", r."loop", r."accountMasked", decode(r."blindIndex", 'base64'), r."paymentSourceId",
      r."orderId", r."sendOn", decode(r."contentHash", 'base64'), r."faults", r."doubts"
    FROM jsonb_to_recordset(${JSON.stringify(stored)}::jsonb) AS r("line" int, "state" text, "contentSealed" text, "contentKeyId" text, "name" text,
      "reference" text, "amountMinor" numeric, "currency" text, "connectionId" text, "loop" text, "accountMasked" text, "blindIndex" text,
      "paymentSourceId" text, "orderId" text, "sendOn" text, "contentHash" text, "faults" jsonb, "doubts" jsonb)
    ON CONFLICT ("batchId", "line") DO UPDATE SET
      "contentSealed" = EXCLUDED."contentSealed", "contentKeyId" = EXCLUDED."contentKeyId", "name" = EXCLUDED."name",
      "state" = CASE WHEN "batch_row"."state" = 'dropped' THEN 'dropped' ELSE 'faulty' END,
      "reference" = EXCLUDED."reference", "amountMinor" = EXCLUDED."amountMinor", "currency" = EXCLUDED."currency",
      "connectionId" = EXCLUDED."connectionId", "loop" = EXCLUDED."loop", "accountMasked" = EXCLUDED."accountMasked",
      "blindIndex" = EXCLUDED."blindIndex", "paymentSourceId" = EXCLUDED."paymentSourceId", "orderId" = EXCLUDED."orderId",
      "sendOn" = EXCLUDED."sendOn", "contentHash" = EXCLUDED."contentHash", "faults" = EXCLUDED."faults", "doubts" = EXCLUDED."doubts",
      "refusal" = NULL
    WHERE "batch_row"."state" NOT IN ('going', 'made')`;
}

function base64(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString("base64");
}
