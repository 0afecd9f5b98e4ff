import { currentTime } from "@/lib/base/clock";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";

/** From now on no link opens a page about this receiver. Each that still did is named in the audit. */
export async function endAsks(tx: Tx, actor: Actor, receiverId: string): Promise<void> {
  const ended = await tx.receiverAsk.updateManyAndReturn({
    where: { receiverId, merchantId: actor.merchantId, usedAt: null, revokedAt: null },
    data: { revokedAt: currentTime(), revokedByName: actor.name },
  });
  for (const { id: askId } of ended) {
    await writeAudit(tx, { actor, event: "receiver.askRevoked", subject: { kind: "receiver", id: receiverId }, details: { askId } });
  }
}
