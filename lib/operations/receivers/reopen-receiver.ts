import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { CloseReceiver } from "@/lib/domain/receiver/schema";
import { lockReceivers } from "./lock-receivers";

/** They may be paid again, and what was held for it goes on by itself. A merged duplicate stays closed. */
export async function reopenReceiver(actor: Actor, { receiverId, reason }: CloseReceiver): Promise<Result<{ receiverId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    await lockReceivers(tx, merchantId, "alone");
    const receiver = await tx.receiver.findFirst({ where: { id: receiverId, merchantId } });
    if (!receiver) return failed(denial("notFound"));
    if (receiver.state !== "closed") return failed(denial("changedMeanwhile", "This receiver is open already."));
    if (receiver.mergedIntoId !== null)
      return failed(denial("changedMeanwhile", "A merged duplicate stays closed. Open the one it went to."));
    const open = { state: "active", closedAt: null, closedByName: null, closedReason: null };
    await tx.receiver.update({ where: { id: receiverId }, data: open });
    await writeAudit(tx, {
      actor,
      event: "receiver.reopened",
      subject: { kind: "receiver", id: receiverId },
      details: { name: receiver.name, reason, closedBy: receiver.closedByName, closedBecause: receiver.closedReason },
    });
    await tx.payout.updateMany({
      where: { merchantId, state: "held", holdKind: "closed", receiver: { OR: [{ id: receiverId }, { mergedIntoId: receiverId }] } },
      data: { nextCheckAt: currentTime() },
    });
    return ok({ receiverId });
  });
}
