import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { enqueue } from "@/lib/queue/enqueue";
import { lockPayout } from "./lock-payout";

/** A person asks the desk to ask the provider now instead of at its next turn. */
export async function requestLookUp(actor: Actor, { payoutId }: { payoutId: string }): Promise<Result<{ payoutId: string }, Denial>> {
  if (!may(actor, "payout.lookUp")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    if (payout.attempts === 0) return failed(denial("tooLate", "It has not been sent yet, so there is nothing to ask the provider."));
    await enqueue(tx, "lookUpPayout", { payoutId });
    return ok({ payoutId });
  });
}
