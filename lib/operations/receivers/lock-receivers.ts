import type { Tx } from "@/lib/db/client";
import { type Lock, takeLocks } from "@/lib/db/take-locks";

/**
 * Closing and merging against paying: whoever commits first wins. Payouts are made and sent under the merchant's lock in share, so
 * they do not wait for each other; closing, opening and merging take it alone. Whoever waited reads what the other has left behind:
 * the question is a statement of its own, with a snapshot taken after the lock.
 */
export async function lockReceivers(tx: Tx, merchantId: string, mode: Lock["mode"]): Promise<void> {
  await takeLocks(tx, [receiversLock(merchantId, mode)]);
}

export function receiversLock(merchantId: string, mode: Lock["mode"]): Lock {
  return { on: `receivers:${merchantId}`, mode };
}
