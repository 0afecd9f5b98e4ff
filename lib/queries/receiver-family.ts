import { db } from "@/lib/db/client";

/** Under which names one and the same receiver was paid: whoever is left of a merge, and everyone merged into them. */
export async function receiverFamily(merchantId: string, receiverId: string): Promise<string[]> {
  const receiver = await db().receiver.findFirst({ where: { merchantId, id: receiverId }, select: { mergedIntoId: true } });
  const id = receiver?.mergedIntoId ?? receiverId;
  const merged = await db().receiver.findMany({ where: { merchantId, mergedIntoId: id }, select: { id: true } });
  return [id, ...merged.map((one) => one.id)];
}
