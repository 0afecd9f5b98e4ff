import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
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
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    if (actor.kind === "system") {
      await writeRate(tx, actor, { ...said, setByName: actor.name });
      return ok({ waitsForAnother: false });
    }
    const { currency, inCurrency, rate: to, day } = said;
    const from = await rateNow(tx, { merchantId: actor.merchantId, currency, inCurrency });
    await proposeAccessChange(tx, actor, { kind: "rate.set", currency, inCurrency, from, to, day });
    return ok({ waitsForAnother: true });
  });
}
