import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { claimDue } from "@/lib/db/claim-due";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const Due = z.object({ id: z.string() });

/** Gives every enrolment whose time has come a job, as `sweepPayouts` does for payouts. */
export async function sweepEnrolments(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = await claimDue(tx, Due, { table: "enrolment", time: "nextCheckAt", until: now, next: addMs(now, MINUTE_MS), most: 100 });
    for (const { id: enrolmentId } of rows) await enqueue(tx, "followEnrolment", { enrolmentId });
    return rows.length;
  });
}
