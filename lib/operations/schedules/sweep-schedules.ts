import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { claimDue } from "@/lib/db/claim-due";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const Due = z.object({ id: z.string() });

/** Gives every schedule whose time has come a job: the row is the truth, not the queue. */
export async function sweepSchedules(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = await claimDue(tx, Due, { table: "schedule", time: "nextLookAt", until: now, next: addMs(now, MINUTE_MS), most: 200 });
    for (const { id: scheduleId } of rows) await enqueue(tx, "runSchedule", { scheduleId });
    return rows.length;
  });
}
