import type { Tx } from "@/lib/db/client";
import { isFreezeScope, sayFrozen } from "@/lib/domain/freeze/schema";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";

// Freeze against send: whoever commits first wins. A dispatch holds the merchant's lock in share until it has committed, so
// dispatches do not wait for each other; a freeze takes it alone. Either the freeze waits until the sending has been written down,
// or the dispatch waits and then sees the freeze: the question is a statement of its own, with a snapshot taken after the lock.

export async function lockFreezes(tx: Tx, merchantId: string, mode: "share" | "alone"): Promise<void> {
  const key = `freeze:${merchantId}`;
  if (mode === "share") await tx.$queryRaw`SELECT pg_advisory_xact_lock_shared(hashtextextended(${key}, 0))::text`;
  else await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${key}, 0))::text`;
}

/** Which freeze keeps this payout here, in a sentence; null: none. The answer stands until the transaction ends. */
export async function findFreeze(tx: Tx, payout: LockedPayout): Promise<string | null> {
  const { merchantId, connectionId, receiverId, makerId } = payout;
  await lockFreezes(tx, merchantId, "share");
  const receiver = receiverId === null ? null : await tx.receiver.findUnique({ where: { id: receiverId }, select: { mergedIntoId: true } });
  const freeze = await tx.freeze.findFirst({
    where: {
      merchantId,
      liftedAt: null,
      OR: [
        { scope: "merchant" },
        { scope: "connection", targetId: connectionId },
        { scope: "maker", targetId: makerId },
        // A payout to a merged duplicate is a payout to the one who is left.
        ...[receiverId, receiver?.mergedIntoId ?? null].flatMap((targetId) => (targetId === null ? [] : [{ scope: "receiver", targetId }])),
      ],
    },
    orderBy: { setAt: "asc" },
  });
  if (!freeze) return null;
  const { scope, targetName, setByName } = freeze;
  if (!isFreezeScope(scope)) throw new Error(`The database holds an unknown freeze scope: ${scope}.`);
  return `${setByName} has frozen ${sayFrozen({ scope, targetName })}. It goes on by itself when two people have lifted the freeze.`;
}
