import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { claimDue } from "@/lib/db/claim-due";
import { inTransaction } from "@/lib/db/transaction";
import { enqueue } from "@/lib/queue/enqueue";

const Due = z.object({ id: z.string() });

/** Gives every signature that has waited too long for its job another one: the tables say what is left to do, not the queue. */
export async function sweepSignatures(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = await claimDue(tx, Due, {
      table: "unit_signature",
      time: "waitsSince",
      until: addMs(now, -MINUTE_MS),
      next: now,
      most: 20,
    });
    for (const { id: signatureId } of rows) await enqueue(tx, "applySignature", { signatureId });
    return rows.length;
  });
}
