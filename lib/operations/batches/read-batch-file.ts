import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { takeHeader } from "@/lib/domain/batch/columns";
import type { TableRow } from "@/lib/domain/batch/table";
import { readTable } from "@/lib/operations/tables/read-table";
import { checkRows } from "./check-rows";
import { judgeBatch } from "./judge-batch";
import { lockBatch } from "./lock-batch";
import { type BatchContext, readBatchContext } from "./read-batch-context";
import { storeRows } from "./store-rows";

/** Small enough that a slice is in within a second, and that nobody waits long at the batch's lock. */
const SLICE_ROWS = 1_000;

/**
 * Reads what is left of a longer file, slice by slice: each is kept with how far it has come, so that after a kill the next run goes on
 * there, and two runs at once read nothing twice. At the end the file itself is forgotten.
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
  for (let read = batch.rowsRead; read < rows.length; ) {
    const next = await readSlice(context, rows, read);
    if (next === null) return "somebody else reads it";
    read = next;
  }
  await endReading({ batchId, merchantId }, null);
  return "read";
}

async function readSlice(context: BatchContext, rows: readonly TableRow[], from: number): Promise<number | null> {
  const { batchId } = context;
  const slice = rows.slice(from, from + SLICE_ROWS);
  return inTransaction(async (tx) => {
    const batch = await lockBatch(tx, context);
    if (batch?.state !== "reading" || batch.rowsRead !== from) return null;
    const checked = await checkRows(
      tx,
      context,
      slice.map((row) => ({ ...row, edits: {} })),
    );
    await storeRows(tx, context, checked);
    crashPoint("batch.stored");
    const rowsRead = from + slice.length;
    await tx.batch.update({ where: { id: batchId }, data: { rowsRead, waitsSince: currentTime() } });
    return rowsRead;
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
      });
    },
    { timeoutMs: JUDGE_MS },
  );
}
