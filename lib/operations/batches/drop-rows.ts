import { failed, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { PENDING_STATES } from "@/lib/domain/batch/row";
import type { DropRows } from "@/lib/domain/batch/schema";
import { type ChangedBatch, changeBatch } from "./change-batch";

/** Leaves rows out, or takes them in again: a dropped row is kept, and nobody pays it. */
export async function dropRows(actor: Actor, { batchId, lines, isDropped }: DropRows): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.rowsDropped" },
    change: async (tx) => {
      const from: string[] = isDropped ? [...PENDING_STATES] : ["dropped"];
      // What a row that is taken in again is becomes known when the batch is judged, in this transaction.
      const rows = await tx.$executeRaw`
        UPDATE "batch_row" SET "state" = ${isDropped ? "dropped" : "faulty"}
        WHERE "batchId" = ${batchId} AND "state" = ANY(${from}) AND "line" = ANY(${lines}::int[])`;
      return { rows, details: { isDropped } };
    },
  });
}
