import { currentTime } from "@/lib/base/clock";
import { failed, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { BatchRef, ReopenRows } from "@/lib/domain/batch/schema";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
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

/**
 * Opens rows again whose payouts ended without the money arriving: they can be mended, reviewed and submitted, and become new payouts
 * beside the old ones. One that may have been paid stays shut, here and in the database.
 */
export async function reopenRows(actor: Actor, { batchId, lines }: ReopenRows): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  const released: string[] = [...RELEASED_STATES];
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.reopened" },
    change: async (tx) => {
      const rows = await tx.$executeRaw`
        UPDATE "batch_row" r SET "state" = 'faulty', "attempt" = r."attempt" + 1, "payoutId" = NULL, "claim" = NULL, "submissionId" = NULL,
          "reason" = NULL, "reasonByName" = NULL, "reasonFor" = NULL
        FROM "payout" p
        WHERE r."batchId" = ${batchId} AND r."state" = 'made' AND r."line" = ANY(${lines}::int[]) AND p."id" = r."payoutId"
          AND p."state" = ANY(${released}) AND p."contradiction" IS NULL`;
      return { rows, details: { lines: lines.slice(0, 100) } };
    },
  });
}
