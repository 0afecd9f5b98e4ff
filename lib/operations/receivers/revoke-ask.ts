import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { endAsks } from "./end-asks";

/** Takes a link back before it was used: sent to the wrong mailbox, or no longer needed. */
export async function revokeAsk(actor: Actor, { askId }: { askId: string }): Promise<Result<{ askId: string }, Denial>> {
  if (!may(actor, "receiver.create")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "receiver_ask" WHERE "id" = ${askId} AND "merchantId" = ${actor.merchantId} FOR UPDATE`;
    const ask = await tx.receiverAsk.findFirst({ where: { id: askId, merchantId: actor.merchantId } });
    if (!ask) return failed(denial("notFound"));
    if (ask.usedAt !== null) return failed(denial("changedMeanwhile", "The receiver has used this link already."));
    if (ask.revokedAt !== null) return failed(denial("changedMeanwhile", "This link was taken back already."));
    await endAsks(tx, actor, ask.receiverId);
    return ok({ askId });
  });
}
