import type { Tx } from "@/lib/db/client";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";
import { lockReceivers } from "./lock-receivers";

/** Why the receiver of this payout cannot be paid now, in a sentence; null: they can. The answer stands until the transaction ends. */
export async function findClosed(tx: Tx, { merchantId, receiverId }: LockedPayout): Promise<string | null> {
  if (receiverId === null) return null;
  await lockReceivers(tx, merchantId, "share");
  const paid = await tx.receiver.findUniqueOrThrow({ where: { id: receiverId }, include: { mergedInto: true } });
  // A duplicate is closed because it is somebody else's second entry: whether that one may be paid is the question.
  const { state, name, closedByName, closedReason } = paid.mergedInto ?? paid;
  if (state === "active") return null;
  return `${closedByName} has closed ${name}: "${closedReason}". Open the receiver again, or cancel this payout.`;
}
