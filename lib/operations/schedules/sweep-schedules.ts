import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 200;
const Due = z.array(z.object({ id: z.string() }));

/** Gives every schedule whose time has come a job. The row is the truth, so a job that was lost is made anew after a minute. */
export async function sweepSchedules(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = Due.parse(
      await tx.$queryRaw`
        UPDATE "schedule" SET "nextLookAt" = ${addMs(now, MINUTE_MS)}
        WHERE "id" IN (
          SELECT "id" FROM "schedule" WHERE "nextLookAt" <= ${now} ORDER BY "nextLookAt" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING "id"`,
    );
    for (const { id: scheduleId } of rows) await enqueue(tx, "runSchedule", { scheduleId });
    return rows.length;
  });
}
