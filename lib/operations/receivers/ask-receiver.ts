import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { newLinkToken } from "@/lib/db/link-token";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { ASK_HOLDS_FOR_MS } from "@/lib/domain/receiver/ask";
import { endAsks } from "./end-asks";

/** The token leaves here once and is nowhere else: whoever loses it asks again. */
export type Asked = { readonly askId: string; readonly token: string; readonly expiresAt: Date };

/** Makes the link to a page on which the receiver types the account themselves. The one before stops working. */
export async function askReceiver(actor: Actor, { receiverId }: { receiverId: string }): Promise<Result<Asked, Denial>> {
  const askedById = actorId(actor);
  if (!may(actor, "receiver.create") || askedById === null) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const askedAt = currentTime();
  const expiresAt = addMs(askedAt, ASK_HOLDS_FOR_MS);
  const { token, hash } = newLinkToken("receiver-ask");
  return inTransaction(async (tx) => {
    // Not against the keys: whoever is just answering an earlier link holds it, and needs the receiver for the new account.
    await tx.$queryRaw`SELECT "id" FROM "receiver" WHERE "id" = ${receiverId} AND "merchantId" = ${merchantId} FOR NO KEY UPDATE`;
    const receiver = await tx.receiver.findFirst({ where: { id: receiverId, merchantId } });
    if (!receiver) return failed(denial("notFound"));
    if (receiver.state !== "active") return failed(denial("receiverClosed", "This receiver is closed. Open it again first."));
    await endAsks(tx, actor, receiverId);
    const askId = newId("receiverAsk");
    const asked = { askedById, askedByName: actor.name, askedAt, expiresAt };
    await tx.receiverAsk.create({ data: { id: askId, merchantId, receiverId, tokenHash: hash, ...asked } });
    const details = { name: receiver.name, askId, until: expiresAt.toISOString() };
    await writeAudit(tx, { actor, event: "receiver.asked", subject: { kind: "receiver", id: receiverId }, details });
    return ok({ askId, token, expiresAt });
  });
}
