import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { applyObservation } from "./apply-observation";
import { lockPayout } from "./lock-payout";

export type AttachProviderPayout = { readonly payoutId: string; readonly providerPayoutId: string };

/**
 * A person has found the payout in the provider's own pages and says which it is. The desk reads it there first: amount and currency
 * must be the payout's own, and an id that another payout has is refused.
 */
export async function attachProviderPayout(
  actor: Actor,
  { payoutId, providerPayoutId }: AttachProviderPayout,
): Promise<Result<{ payoutId: string; state: PayoutState }, Denial>> {
  if (!may(actor, "payout.resolve")) return failed(denial("forbidden"));
  const row = await db().payout.findFirst({ where: { id: payoutId, merchantId: actor.merchantId } });
  if (!row) return failed(denial("notFound"));
  if (row.state !== "unconfirmed" || row.providerPayoutId !== null)
    return failed(denial("changedMeanwhile", "It is not in doubt any more."));

  const connection = openConnection(await db().connection.findUniqueOrThrow({ where: { id: row.connectionId } }));
  const read = await connection.connect({ payoutId }).lookUpPayout({ kind: "providerPayoutId", providerPayoutId });
  const { label } = connection.provider.manifest;
  if (read.kind === "absent" || read.kind === "cannotAsk") {
    const sentence = `${label} has no payout with this id.`;
    return failed(denial("invalidInput", sentence, { providerPayoutId: [sentence] }));
  }
  if (read.kind === "unavailable") return failed(denial("providerUnavailable"));

  return inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId, merchantId: actor.merchantId });
    if (payout?.state !== "unconfirmed" || payout.providerPayoutId !== null) return failed(denial("changedMeanwhile"));
    const { observation } = read;
    const isOurs =
      observation.payoutNumber === undefined || observation.payoutNumber === null || observation.payoutNumber === payout.number;
    const fits = observation.amount === null || isSameMoney(observation.amount, payout);
    const holder = await tx.payout.findFirst({
      where: { connectionId: payout.connectionId, providerPayoutId: observation.providerPayoutId },
    });
    if (!isOurs || !fits || holder) {
      const sentence = holder
        ? `${label}'s payout with this id belongs to ${holder.number}.`
        : `${label}'s payout with this id is another one: amount or reference differ.`;
      return failed(denial("invalidInput", sentence, { providerPayoutId: [sentence] }));
    }
    const after = await applyObservation(tx, { payout, observation, via: "lookUp" });
    if (after.providerPayoutId !== observation.providerPayoutId) {
      return failed(denial("changedMeanwhile", after.contradiction ?? undefined));
    }
    await writeAudit(tx, {
      actor,
      event: "payout.attached",
      subject: { kind: "payout", id: payoutId },
      details: { number: payout.number, providerPayoutId: observation.providerPayoutId },
    });
    return ok({ payoutId, state: after.state });
  });
}

function isSameMoney(
  seen: { readonly minor: bigint; readonly currency: string },
  payout: { amountMinor: { toFixed(): string }; currency: string },
): boolean {
  return seen.currency === payout.currency && seen.minor.toString() === payout.amountMinor.toFixed();
}
