import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { inTransaction } from "@/lib/db/transaction";
import { DELIVERY_WAITS_AT_MOST_MS } from "@/lib/domain/webhook/schema";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 200;

const DuePayouts = z.array(z.object({ id: z.string(), state: z.string() }));
const DueDeliveries = z.array(z.object({ id: z.string() }));

/**
 * Finds every payout whose time has come and gives it a job. The payout's row, not the queue, is the truth: a job that was lost
 * in any way is made anew here. Two workers may sweep at once; each takes other rows.
 */
export async function sweepPayouts(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    // The claim moves the time on by a minute, so that a row is not handed out again while its job runs.
    const rows = DuePayouts.parse(
      await tx.$queryRaw`
        UPDATE "payout" SET "nextCheckAt" = ${addMs(now, MINUTE_MS)}
        WHERE "id" IN (
          SELECT "id" FROM "payout" WHERE "nextCheckAt" <= ${now} ORDER BY "nextCheckAt" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING "id", "state"`,
    );
    for (const { id, state } of rows) {
      await enqueue(tx, state === "approved" || state === "held" ? "dispatchPayout" : "lookUpPayout", { payoutId: id });
    }
    return rows.length;
  });
}

/** Deliveries that wait for their payout, or for keys to prove them with, are tried again, ever less often. */
export async function sweepDeliveries(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = DueDeliveries.parse(
      await tx.$queryRaw`
        SELECT "id" FROM "webhook_delivery"
        WHERE "state" IN ('waiting', 'stored') AND "receivedAt" > ${addMs(now, -DELIVERY_WAITS_AT_MOST_MS)}
          AND "receivedAt" < ${addMs(now, -5 * SECOND_MS)}
        ORDER BY "receivedAt" LIMIT ${MOST_AT_ONCE}`,
    );
    for (const { id } of rows) await enqueue(tx, "applyDelivery", { deliveryId: id });
    return rows.length;
  });
}
