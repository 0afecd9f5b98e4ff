import { failed, ok, type Result } from "@/lib/base/result";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type DecideChange, RATE_CHANGES } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type DecidedChange, decideAccessChange } from "@/lib/operations/changes/decide-access-change";
import { rateNow } from "./rate-now";
import { writeRate } from "./write-rate";

/** The second word on a rate. What was shown beside it has to count still. */
export async function decideRateChange(actor: Actor, input: DecideChange): Promise<Result<DecidedChange, Denial>> {
  if (actor.kind !== "system" && !may(actor, "policy.manage")) return failed(denial("forbidden"));
  return decideAccessChange({
    ...input,
    actor,
    kinds: RATE_CHANGES,
    apply: async (tx, { proposedByName }, wish) => {
      if (wish.kind !== "rate.set") throw new Error(`Rates do not decide on ${wish.kind}.`);
      const { currency, inCurrency, from, to: rate, day } = wish;
      if ((await rateNow(tx, { merchantId: actor.merchantId, currency, inCurrency })) !== from) {
        return failed(denial("changedMeanwhile", "Another rate counts by now. Ask for this one again."));
      }
      await writeRate(tx, actor, { currency, inCurrency, rate, day, setByName: `${proposedByName} and ${actor.name}` });
      return ok({});
    },
  });
}
