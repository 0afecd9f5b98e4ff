import { z } from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 20;
const Due = z.array(z.object({ id: z.string() }));

/** Gives every signature that has waited too long for its job another one: the tables say what is left to do, not the queue. */
export async function sweepSignatures(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = Due.parse(
      await tx.$queryRaw`
        UPDATE "unit_signature" SET "waitsSince" = ${now}
        WHERE "id" IN (
          SELECT "id" FROM "unit_signature" WHERE "waitsSince" <= ${addMs(now, -MINUTE_MS)} ORDER BY "waitsSince" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING "id"`,
    );
    for (const { id: signatureId } of rows) await enqueue(tx, "applySignature", { signatureId });
    return rows.length;
  });
}
