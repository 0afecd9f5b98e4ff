import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 200;

/** Gives every endpoint to which something is due a job, whatever became of the one that it had. A job too many finds nothing to do. */
export async function sweepEvents(): Promise<number> {
  const due = await db().endpointDelivery.groupBy({
    by: ["endpointId"],
    where: { nextTryAt: { lte: currentTime() } },
    orderBy: { endpointId: "asc" },
    take: MOST_AT_ONCE,
  });
  await inTransaction(async (tx) => {
    for (const { endpointId } of due) await enqueue(tx, "deliverEvents", { endpointId });
  });
  return due.length;
}
