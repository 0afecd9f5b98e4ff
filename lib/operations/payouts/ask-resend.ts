import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { judgePayout } from "./judge-payout";
import { lockPayout } from "./lock-payout";

/** The first of two people: wishes that an unconfirmed payout be sent again. Only where the verdict finds it safe. */
export async function askResend(actor: Actor, { payoutId }: { payoutId: string }): Promise<Result<{ payoutId: string }, Denial>> {
  const askedById = actorId(actor);
  if (!may(actor, "payout.resolve") || askedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    if (payout.state !== "unconfirmed") return failed(denial("changedMeanwhile", "It is not in doubt any more. Nothing was sent."));
    const verdict = await judgePayout(tx, payout);
    if (verdict?.kind !== "safeToSendAgain") return failed(denial("notProvenAbsent", verdict?.why));
    const open = await tx.payoutResend.findFirst({ where: { payoutId, outcome: null } });
    if (open) return ok({ payoutId });
    await tx.payoutResend.create({
      data: {
        id: newId("resend"),
        merchantId: actor.merchantId,
        payoutId,
        verdict: verdict.why,
        askedById,
        askedByName: actor.name,
        askedAt: currentTime(),
      },
    });
    await writeAudit(tx, {
      actor,
      event: "payout.resendAsked",
      subject: { kind: "payout", id: payoutId },
      details: { number: payout.number, verdict: verdict.why },
    });
    return ok({ payoutId });
  });
}
