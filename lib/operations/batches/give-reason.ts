import { failed, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { GiveReason } from "@/lib/domain/batch/schema";
import { type ChangedBatch, changeBatch } from "./change-batch";

/** Somebody's word, row by row, that it is to be paid in spite of what is doubted; about exactly the sentences that stand there now. */
export async function giveReason(actor: Actor, { batchId, lines, reason }: GiveReason): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create") || actor.kind !== "person") return failed(denial("forbidden"));
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.reasonGiven" },
    change: async (tx) => {
      const rows = await tx.$executeRaw`
        UPDATE "batch_row" SET "reason" = ${reason}, "reasonByName" = ${actor.name},
          "reasonFor" = jsonb_path_query_array("doubts" || "foundDoubts", '$[*].sentence')
        WHERE "batchId" = ${batchId} AND "state" = 'doubtful' AND "line" = ANY(${lines}::int[])`;
      return { rows, details: { reason, lines: lines.slice(0, 100) } };
    },
  });
}
