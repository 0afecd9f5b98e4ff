import { currentTime } from "@/lib/base/clock";
import { isCurrency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import { type Actor, may } from "@/lib/domain/access/actor";
import { isWithinLimit } from "@/lib/domain/approval/delegation";
import type { Lent } from "@/lib/domain/approval/judge-approval";
import type { Tx } from "./client";
import { moneyOf } from "./minor";
import { peopleWith } from "./people-with";
import { readRates } from "./read-rates";

/** Who lends this actor their place now, and for whom of them a payout is too large. Whoever may not approve any more has none to lend. */
export async function readLent(tx: Tx, actor: Actor): Promise<(amount: Money) => readonly Lent[]> {
  if (actor.kind !== "person" || !may(actor, "payout.approve")) return () => [];
  const { merchantId, personId } = actor;
  const now = currentTime();
  const delegations = await tx.delegation.findMany({
    where: { merchantId, delegateId: personId, endedAt: null, fromAt: { lte: now }, untilAt: { gt: now } },
    orderBy: { givenAt: "asc" },
  });
  if (delegations.length === 0) return () => [];
  const lenders = await peopleWith(tx, merchantId, "payout.approve");
  const currencies = [...new Set(delegations.flatMap(({ currency }) => (currency !== null && isCurrency(currency) ? [currency] : [])))];
  const rates = (await Promise.all(currencies.map((currency) => readRates(tx, { merchantId, currency })))).flat();
  return (amount) =>
    delegations.flatMap(({ lenderId, upToMinor, currency }) => {
      const lender = lenders.find((one) => one.personId === lenderId);
      const limit = upToMinor === null || currency === null ? null : moneyOf(upToMinor, currency);
      if (!lender) return [];
      const place = { personId: lenderId, name: lender.name, role: lender.role };
      return [limit === null || isWithinLimit(amount, limit, rates) ? place : { ...place, beyond: limit }];
    });
}
