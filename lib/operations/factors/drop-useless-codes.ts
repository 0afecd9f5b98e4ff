import type { Tx } from "@/lib/db/client";
import { stepUpMethods } from "@/lib/operations/sessions/step-up-methods";

/** Recovery codes stand in for a second factor. When the last one is gone they would only lie about. */
export async function dropUselessCodes(tx: Tx, personId: string): Promise<void> {
  if ((await stepUpMethods(tx, personId)).length === 0) await tx.recoveryCode.deleteMany({ where: { personId } });
}
