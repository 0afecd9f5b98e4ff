import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 100;
const Due = z.array(z.object({ id: z.string() }));

/** Gives every enrolment whose time has come a job, as `sweepPayouts` does for payouts. */
export async function sweepEnrolments(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = Due.parse(
      await tx.$queryRaw`
        UPDATE "enrolment" SET "nextCheckAt" = ${addMs(now, MINUTE_MS)}
        WHERE "id" IN (
          SELECT "id" FROM "enrolment" WHERE "nextCheckAt" <= ${now} ORDER BY "nextCheckAt" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING "id"`,
    );
    for (const { id } of rows) await enqueue(tx, "followEnrolment", { enrolmentId: id });
    return rows.length;
  });
}
