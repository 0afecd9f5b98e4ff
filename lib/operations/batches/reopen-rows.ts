import { failed, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ReopenRows } from "@/lib/domain/batch/schema";
import { RELEASED_STATES } from "@/lib/domain/payment-source/returnable";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { movePayouts } from "@/lib/operations/payouts/move-payouts";
import { type ChangedBatch, changeBatch } from "./change-batch";

/** As many as one transaction decides on; of more, another press takes the next. */
const MOST_AT_ONCE = 5_000;

/**
 * Opens rows again whose payouts ended without the money arriving: they can be mended, reviewed and submitted, and become new payouts
 * beside the old ones. One that may have been paid stays shut, here and in the database; and what was only rejected is let go for good, so
 * that nobody takes the rejection back once its row is another payout.
 */
export async function reopenRows(actor: Actor, { batchId, lines }: ReopenRows): Promise<Result<ChangedBatch, Denial>> {
  if (!may(actor, "batch.create")) return failed(denial("forbidden"));
  return changeBatch({
    ...{ by: actor, batchId, event: "batch.reopened" },
    change: async (tx) => {
      const ended = await holdEnded(tx, { batchId, lines });
      const rejected = await tx.payout.findMany({ where: { id: { in: ended }, state: "rejected" } });
      await movePayouts(tx, rejected.map(asLocked), "discard", { by: actor, note: LET_GO });
      const rows = await tx.$executeRaw`
        UPDATE "batch_row" SET "state" = 'faulty', "attempt" = "attempt" + 1, "payoutId" = NULL, "claim" = NULL, "submissionId" = NULL,
          "reason" = NULL, "reasonByName" = NULL, "reasonFor" = NULL
        WHERE "batchId" = ${batchId} AND "state" = 'made' AND "payoutId" = ANY(${ended})`;
      return { rows, details: { lines: lines?.slice(0, 100) ?? "rejected", rejected: rejected.length } };
    },
  });
}

const LET_GO = "Its row of the file is mended, and becomes another payout.";

/** Held until the end, so that a rejection is taken back before this and keeps the row shut, or not at all. */
async function holdEnded(tx: Tx, { batchId, lines }: ReopenRows): Promise<string[]> {
  const states: string[] = lines === null ? ["rejected"] : [...RELEASED_STATES];
  const rows = await tx.$queryRaw<{ id: string }[]>`
    SELECT p."id" FROM "payout" p JOIN "batch_row" r ON r."batchId" = ${batchId} AND r."payoutId" = p."id"
    WHERE r."state" = 'made' AND (${lines}::int[] IS NULL OR r."line" = ANY(${lines}::int[]))
      AND p."state" = ANY(${states}) AND p."contradiction" IS NULL
    ORDER BY p."id" LIMIT ${MOST_AT_ONCE} FOR UPDATE OF p`;
  return rows.map(({ id }) => id);
}
