import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** The page on which the receiver names the account, to be handed to them alone. The audit entry is committed before it is shown. */
export async function revealReceiverLink(actor: Actor, { payoutId }: { payoutId: string }): Promise<Result<{ link: string }, Denial>> {
  if (!may(actor, "receiver.reveal")) return failed(denial("forbidden"));
  const sealed = await inTransaction(async (tx) => {
    const payout = await tx.payout.findFirst({ where: { id: payoutId, merchantId: actor.merchantId } });
    if (!payout?.receiverLinkSealed || payout.receiverLinkKeyId === null) return null;
    await writeAudit(tx, {
      actor,
      event: "payout.linkShown",
      subject: { kind: "payout", id: payoutId },
      details: { number: payout.number },
    });
    return { sealed: payout.receiverLinkSealed, keyId: payout.receiverLinkKeyId, binding: payout.id };
  });
  return sealed ? ok({ link: unseal(sealed) }) : failed(denial("notFound"));
}
