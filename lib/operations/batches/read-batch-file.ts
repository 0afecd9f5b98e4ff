import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { takeHeader } from "@/lib/domain/batch/columns";
import type { TableRow } from "@/lib/domain/batch/table";
import { tellOfBatch } from "@/lib/operations/endpoints/tell-of-batch";
import { readTable } from "@/lib/operations/tables/read-table";
import { checkRows } from "./check-rows";
import { judgeBatch } from "./judge-batch";
import { lockBatch } from "./lock-batch";
import { type PackedRow, packRows } from "./pack-rows";
import { type BatchContext, readBatchContext } from "./read-batch-context";
import { storeRows } from "./store-rows";

/** Whoever waits sees the first ones soon; and however long the file is, nobody waits long at the batch's lock. */
const FIRST_SLICE_ROWS = 250;
const SLICE_ROWS = 1_000;

/**
 * Reads what is left of a longer file, slice by slice: each is kept with how far it has come, so that after a kill the next run goes on
 * there, and two runs at once read nothing twice. While one is being written the next is read. At the end the file itself is forgotten.
 */
export async function readBatchFile({ batchId }: { batchId: string }): Promise<string> {
  const batch = await db().batch.findUnique({ where: { id: batchId } });
  if (batch?.state !== "reading" || batch.fileSealed === null || batch.fileKeyId === null) return "nothing to read";
  const { merchantId } = batch;
  const bytes = Buffer.from(unseal({ sealed: batch.fileSealed, keyId: batch.fileKeyId, binding: batchId }), "base64");
  const table = readTable(bytes);
  if (!table.ok) {
    await endReading({ batchId, merchantId }, table.error);
    return "broken";
  }
  const { rows } = takeHeader(table.value.rows);
  const context = await readBatchContext(batch);
  let slice = await readSlice(context, rows, { from: batch.rowsRead, most: FIRST_SLICE_ROWS });
  while (slice.rows.length > 0) {
    const [isMine, next] = await Promise.all([keepSlice(context, slice), readSlice(context, rows, { from: slice.to, most: SLICE_ROWS })]);
    if (!isMine) return "somebody else reads it";
    slice = next;
  }
  await endReading({ batchId, merchantId }, null);
  return "read";
}

type Slice = { readonly from: number; readonly to: number; readonly rows: readonly PackedRow[] };

async function readSlice(context: BatchContext, rows: readonly TableRow[], { from, most }: { from: number; most: number }): Promise<Slice> {
  const some = rows.slice(from, from + most).map((row) => ({ ...row, edits: {} }));
  return { from, to: from + some.length, rows: await packRows(context, await checkRows(db(), context, some)) };
}

/** False where somebody else has come as far already. */
async function keepSlice(context: BatchContext, { from, to, rows }: Slice): Promise<boolean> {
  return inTransaction(async (tx) => {
    const batch = await lockBatch(tx, context);
    if (batch?.state !== "reading" || batch.rowsRead !== from) return false;
    await storeRows(tx, context, rows);
    crashPoint("batch.stored");
    await tx.batch.update({ where: { id: context.batchId }, data: { rowsRead: to, waitsSince: currentTime() }, select: { id: true } });
    return true;
  });
}

/** Of so many rows the comparing takes seconds. */
const JUDGE_MS = 2 * MINUTE_MS;

async function endReading(which: { batchId: string; merchantId: string }, trouble: string | null): Promise<void> {
  await inTransaction(
    async (tx) => {
      const batch = await lockBatch(tx, which);
      if (batch?.state !== "reading") return;
      await judgeBatch(tx, which);
      await tx.batch.update({
        where: { id: which.batchId },
        data: {
          ...{ state: trouble === null ? "open" : "broken", trouble, fileSealed: null, fileKeyId: null, waitsSince: null },
          revision: { increment: 1 },
        },
        select: { id: true },
      });
      await tellOfBatch(tx, { ...which, type: trouble === null ? "batch.read" : "batch.broken" });
    },
    { timeoutMs: JUDGE_MS },
  );
}
