import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { PayoutResend } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { enqueue } from "@/lib/queue/enqueue";
import { judgePayout } from "./judge-payout";
import { type LockedPayout, lockPayout } from "./lock-payout";
import { movePayout } from "./move-payout";

export type DecideResend = { readonly payoutId: string; readonly verdict: "confirmed" | "withdrawn" };

/**
 * The second of two people. Everything is judged anew under the payout's lock: an answer of the provider's that came meanwhile wins.
 * The order that goes out again is the same one, under the same number and key.
 */
export async function decideResend(actor: Actor, { payoutId, verdict }: DecideResend): Promise<Result<{ payoutId: string }, Denial>> {
  const endedById = actorId(actor);
  if (!may(actor, "payout.resolve") || endedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    const wish = await tx.payoutResend.findFirst({ where: { payoutId, outcome: null } });
    if (!wish) return failed(denial("changedMeanwhile", "Nobody asks to send it again any more. Nothing was sent."));
    if (verdict === "withdrawn") {
      await end(tx, actor, { wish, payout, outcome: "withdrawn" });
      return ok({ payoutId });
    }
    if (wish.askedById === endedById) return failed(denial("resendNeedsAnother"));
    const found = payout.state === "unconfirmed" ? await judgePayout(tx, payout) : null;
    if (found?.kind !== "safeToSendAgain") {
      await end(tx, actor, { wish, payout, outcome: "overtaken" });
      return ok({ payoutId });
    }
    await end(tx, actor, { wish, payout, outcome: "confirmed" });
    const note = `Sent again by ${wish.askedByName} and ${actor.name}. ${found.why}`;
    const changes = { absentTimes: 0, lastAbsentAt: null };
    const moved = await movePayout(tx, payout, "findAbsent", { by: actor, note, changes });
    if (!moved) return failed(denial("changedMeanwhile"));
    await enqueue(tx, "dispatchPayout", { payoutId });
    return ok({ payoutId });
  });
}

type Ending = { readonly wish: PayoutResend; readonly payout: LockedPayout; readonly outcome: "confirmed" | "withdrawn" | "overtaken" };

async function end(tx: Tx, actor: Actor, { wish, payout, outcome }: Ending): Promise<void> {
  const ended = { endedById: actorId(actor), endedByName: actor.name, endedAt: currentTime(), outcome };
  await tx.payoutResend.update({ where: { id: wish.id }, data: ended });
  await writeAudit(tx, {
    actor,
    event: outcome === "confirmed" ? "payout.resendConfirmed" : "payout.resendWithdrawn",
    subject: { kind: "payout", id: payout.id },
    details: { number: payout.number, outcome, askedBy: wish.askedByName, verdict: wish.verdict },
  });
}
