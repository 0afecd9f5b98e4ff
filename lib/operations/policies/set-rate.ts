import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { SetRate } from "@/lib/domain/approval/policy-deeds";

/**
 * Says what a currency is worth from a day on. Older ones stay; the newest day counts, and of one day what was said last. By an
 * admin, or by the operator at the machine.
 */
export async function setRate(actor: Actor, { currency, inCurrency, rate, day }: SetRate): Promise<Result<{ rateId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "policy.manage")) return failed(denial("forbidden"));
  const { merchantId, name } = actor;
  const rateId = newId("exchangeRate");
  await inTransaction(async (tx) => {
    const facts = { merchantId, currency, inCurrency, rate, day: new Date(`${day}T00:00:00Z`) };
    await tx.exchangeRate.create({ data: { id: rateId, ...facts, setById: actorId(actor), setByName: name, setAt: currentTime() } });
    await writeAudit(tx, { actor, event: "rate.set", subject: { kind: "rate", id: rateId }, details: { currency, inCurrency, rate, day } });
  });
  return ok({ rateId });
}
