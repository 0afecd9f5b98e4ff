import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { claimDue } from "@/lib/db/claim-due";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const Due = z.object({ id: z.string(), state: z.string() });

/** Gives every batch that has waited too long for its job another one: the tables say what is left to do, not the queue. */
export async function sweepBatches(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = await claimDue(tx, Due, { table: "batch", time: "waitsSince", until: addMs(now, -MINUTE_MS), next: now, most: 20 });
    for (const { id: batchId, state } of rows) await enqueue(tx, state === "reading" ? "readBatch" : "makeBatchPayouts", { batchId });
    return rows.length;
  });
}
