import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { CloseReceiver } from "@/lib/domain/receiver/schema";
import { endAsks } from "./end-asks";
import { lockReceivers } from "./lock-receivers";

/**
 * From now on nothing is paid to them: no payout is made, and what is approved is held before it is sent. What is at the provider
 * already is not called back.
 */
export async function closeReceiver(actor: Actor, { receiverId, reason }: CloseReceiver): Promise<Result<{ receiverId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await lockReceivers(tx, actor.merchantId, "alone");
    // Before its links, as whoever asks the receiver takes them.
    await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" = ${receiverId} AND "merchantId" = ${actor.merchantId} FOR NO KEY UPDATE`;
    const receiver = await tx.receiver.findFirst({ where: { id: receiverId, merchantId: actor.merchantId } });
    if (!receiver) return failed(denial("notFound"));
    if (receiver.state !== "active") return failed(denial("changedMeanwhile", "This receiver is closed already."));
    const closed = { state: "closed", closedAt: currentTime(), closedByName: actor.name, closedReason: reason };
    await endAsks(tx, actor, receiverId);
    await tx.receiver.update({ where: { id: receiverId }, data: closed });
    const subject = { kind: "receiver", id: receiverId } as const;
    await writeAudit(tx, { actor, event: "receiver.closed", subject, details: { name: receiver.name, reason } });
    return ok({ receiverId });
  });
}
