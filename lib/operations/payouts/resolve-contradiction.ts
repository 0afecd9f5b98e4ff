import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { lockPayout } from "./lock-payout";

export type ResolveContradiction = { readonly payoutId: string; readonly note: string };

/**
 * A person has found out which is true, and says what it was. The state is not touched: it moves by what the provider shows, and the
 * observation that contradicted stays on record. Should the provider say it again, it is raised again.
 */
export async function resolveContradiction(
  actor: Actor,
  { payoutId, note }: ResolveContradiction,
): Promise<Result<{ payoutId: string }, Denial>> {
  if (!may(actor, "payout.resolve")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (!payout) return failed(denial("notFound"));
    if (payout.contradiction === null) return failed(denial("changedMeanwhile", "There is no contradiction any more."));
    await tx.payout.update({ where: { id: payoutId }, data: { contradiction: null } });
    await writeAudit(tx, {
      actor,
      event: "payout.contradictionResolved",
      subject: { kind: "payout", id: payoutId },
      details: { number: payout.number, contradiction: payout.contradiction, note },
    });
    return ok({ payoutId });
  });
}
