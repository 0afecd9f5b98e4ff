import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** From now on the link opens nothing. */
export async function endShare(actor: Actor, { shareId }: { readonly shareId: string }): Promise<Result<{ shareId: string }, Denial>> {
  if (!may(actor, "payout.share")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    const now = currentTime();
    const share = await tx.payoutShare.findFirst({ where: { id: shareId, merchantId }, include: { payout: { select: { number: true } } } });
    if (!share) return failed(denial("notFound"));
    const ended = await tx.payoutShare.updateMany({
      where: { id: shareId, endedAt: null, expiresAt: { gt: now } },
      data: { endedAt: now, endedByName: actor.name },
    });
    if (ended.count === 0) return failed(denial("changedMeanwhile", "This link does not work any more."));
    const details = { number: share.payout.number, shareId };
    await writeAudit(tx, { actor, event: "payout.shareEnded", subject: { kind: "payout", id: share.payoutId }, details });
    return ok({ shareId });
  });
}
