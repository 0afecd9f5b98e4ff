import type { Tx } from "./client";

/** Under which entries one and the same receiver was paid: whoever is left of a merge, and everyone merged into them. */
export async function receiverFamily(tx: Tx, merchantId: string, receiverId: string): Promise<string[]> {
  const receiver = await tx.receiver.findFirst({ where: { merchantId, id: receiverId }, select: { mergedIntoId: true } });
  const id = receiver?.mergedIntoId ?? receiverId;
  const merged = await tx.receiver.findMany({ where: { merchantId, mergedIntoId: id }, select: { id: true } });
  return [id, ...merged.map((one) => one.id)];
}
