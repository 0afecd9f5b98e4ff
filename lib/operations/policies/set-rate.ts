import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SetRate } from "@/lib/domain/approval/policy-deeds";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { rateNow } from "./rate-now";
import { writeRate } from "./write-rate";

export type SaidRate = { readonly waitsForAnother: boolean };

/**
 * Says what a currency is worth from a day on. A wrong rate moves every limit of the policy, so an admin asks a second one; the operator at
 * the machine, whose feed may come every morning, says it at once.
 */
export async function setRate(actor: Actor, said: SetRate): Promise<Result<SaidRate, Denial>> {
  if (actor.kind !== "system" && !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const waitsForAnother = actor.kind !== "system";
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    const { currency, inCurrency, rate: to, day } = said;
    const from = await rateNow(tx, { merchantId: actor.merchantId, currency, inCurrency });
    const wish: WishOf<"rate.set"> = { kind: "rate.set", currency, inCurrency, from, to, day };
    if (waitsForAnother) await proposeAccessChange(tx, actor, wish);
    else await writeRate(tx, actor, { ...said, setByName: actor.name });
    return ok({ waitsForAnother });
  });
}
