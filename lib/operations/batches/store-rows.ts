import type { Tx } from "@/lib/db/client";
import type { PackedRow } from "./pack-rows";
import type { BatchContext } from "./read-batch-context";

/**
 * Writes packed rows in one statement, new ones and changed ones alike: a list for each column, which costs PostgreSQL half of what JSON
 * does. What was submitted meanwhile is left alone. `judgeBatch` has to follow before anything is submitted.
 */
export async function storeRows(tx: Tx, { batchId, merchantId }: BatchContext, rows: readonly PackedRow[]): Promise<void> {
  if (rows.length === 0) return;
  const all = <Column extends keyof PackedRow>(column: Column) => rows.map((row) => row[column]);
  await tx.$executeRaw`
    INSERT INTO "batch_row" ("batchId", "line", "merchantId", "contentSealed", "contentKeyId", "state", "name", "reference", "amountMinor", "currency",
      "connectionId", "loop", "accountMasked", "blindIndex", "paymentSourceId", "orderId", "sendOn", "contentHash", "faults", "doubts")
    SELECT ${batchId}, r."line", ${merchantId}, decode(r."contentSealed", 'base64'), r."contentKeyId", r."state", r."name", r."reference",
      r."amountMinor"::numeric, r."currency", r."connectionId", r."loop", r."accountMasked", decode(r."blindIndex", 'base64'), r."paymentSourceId",
      r."orderId", r."sendOn", decode(r."contentHash", 'base64'), r."faults"::jsonb, r."doubts"::jsonb
    FROM unnest(${all("line")}::int[], ${all("state")}::text[], ${all("contentSealed")}::text[], ${all("contentKeyId")}::text[], ${all("name")}::text[],
      ${all("reference")}::text[], ${all("amountMinor")}::text[], ${all("currency")}::text[], ${all("connectionId")}::text[], ${all("loop")}::text[],
      ${all("accountMasked")}::text[], ${all("blindIndex")}::text[], ${all("paymentSourceId")}::text[], ${all("orderId")}::text[],
      ${all("sendOn")}::text[], ${all("contentHash")}::text[], ${all("faults")}::text[], ${all("doubts")}::text[])
      AS r("line", "state", "contentSealed", "contentKeyId", "name", "reference", "amountMinor", "currency", "connectionId", "loop",
      "accountMasked", "blindIndex", "paymentSourceId", "orderId", "sendOn", "contentHash", "faults", "doubts")
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
