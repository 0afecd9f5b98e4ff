import { currentTime } from "@/lib/base/clock";
import { failed, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { BatchRef } from "@/lib/domain/batch/schema";
import { enqueue } from "@/lib/queue/enqueue";
import { type ChangedBatch, changeBatch } from "./change-batch";

/**
 * Goes on with what is surely not paid, and with nothing else: rows whose payouts were never made are made, and rows that were refused
 * before anything was made may be submitted again.
 */
export async function continueBatch(actor: Actor, { batchId }: BatchRef): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.continued" },
    change: async (tx) => {
      const refused = await tx.batchRow.updateMany({
        where: { batchId, state: "faulty", refusal: { not: null } },
        data: { refusal: null },
      });
      const going = await tx.batchRow.count({ where: { batchId, state: "going" } });
      if (going > 0) {
        await tx.batch.update({ where: { id: batchId }, data: { waitsSince: currentTime() } });
        await enqueue(tx, "makeBatchPayouts", { batchId });
      }
      return { rows: refused.count + going, details: { refused: refused.count, going } };
    },
  });
}
