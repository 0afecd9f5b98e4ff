import { currentTime } from "@/lib/base/clock";
import { type Actor, may } from "@/lib/domain/access/actor";
import { isWithinLimit } from "@/lib/domain/approval/delegation";
import type { Lent } from "@/lib/domain/approval/judge-approval";
import type { Tx } from "./client";
import type { Payout } from "./generated/client";
import { moneyOf } from "./minor";
import { peopleWith } from "./people-with";
import { readRates } from "./read-rates";

/** Whose places this actor may take for this payout now. Whoever may not approve any more has no place to lend. */
export async function readLent(tx: Tx, actor: Actor, payout: Pick<Payout, "amountMinor" | "currency">): Promise<readonly Lent[]> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return [];
  const { merchantId, personId } = actor;
  const now = currentTime();
  const delegations = await tx.delegation.findMany({
    where: { merchantId, delegateId: personId, endedAt: null, fromAt: { lte: now }, untilAt: { gt: now } },
    orderBy: { givenAt: "asc" },
  });
  if (delegations.length === 0) return [];
  const amount = moneyOf(payout.amountMinor, payout.currency);
  const lenders = await peopleWith(tx, merchantId, "payout.approve");
  const lent: Lent[] = [];
  for (const { lenderId, upToMinor, currency } of delegations) {
    const lender = lenders.find((one) => one.personId === lenderId);
    const limit = upToMinor === null || currency === null ? null : moneyOf(upToMinor, currency);
    const rates = limit === null ? [] : await readRates(tx, { merchantId, currency: limit.currency });
    if (lender && isWithinLimit(amount, limit, rates)) lent.push({ personId: lenderId, name: lender.name, role: lender.role });
  }
  return lent;
}
