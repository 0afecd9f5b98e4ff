import type { Tx } from "@/lib/db/client";
import type { StepUpMethod } from "@/lib/domain/access/step-up";

/** By what this person can prove once more that it is them; none before they have set something up. */
export async function stepUpMethods(tx: Tx, personId: string): Promise<StepUpMethod[]> {
  const [passkeys, totp] = await Promise.all([
    tx.passkey.count({ where: { personId } }),
    tx.totpFactor.count({ where: { personId, confirmedAt: { not: null } } }),
  ]);
  return [...(passkeys > 0 ? ["passkey" as const] : []), ...(totp > 0 ? ["totp" as const] : [])];
}
