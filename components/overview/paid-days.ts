import type { Currency } from "@/lib/base/currency";
import { addDays, type Day } from "@/lib/base/day";
import { type Money, money } from "@/lib/base/money";
import type { PaidOut, PayoutStatistics } from "@/lib/queries/read-payout-statistics";

export type PaidDay = {
  readonly day: Day;
  readonly count: number;
  readonly total: Money;
  readonly byProvider: ReadonlyMap<string, Money>;
};

/** Every day of the range, also those on which nothing was paid: a gap that is left out looks like a busier week. */
export function paidDays({ from, to, paidOut }: Pick<PayoutStatistics, "from" | "to" | "paidOut">, currency: Currency): readonly PaidDay[] {
  return daysFrom(from, to).map((day) => {
    const parts = paidOut.filter((part) => part.day === day && part.currency === currency);
    return {
      day,
      count: parts.reduce((sum, part) => sum + part.count, 0),
      total: money(sumOf(parts), currency),
      byProvider: new Map(parts.map((part) => [part.provider, money(BigInt(part.amountMinor), currency)])),
    };
  });
}

/** What was paid in each currency, the most used first. */
export function paidTotals(paidOut: readonly PaidOut[]): readonly { currency: Currency; count: number; minor: bigint }[] {
  const currencies = [...new Set(paidOut.map(({ currency }) => currency))];
  return currencies
    .map((currency) => {
      const parts = paidOut.filter((part) => part.currency === currency);
      return { currency, count: parts.reduce((sum, part) => sum + part.count, 0), minor: sumOf(parts) };
    })
    .sort((a, b) => b.count - a.count);
}

function sumOf(parts: readonly PaidOut[]): bigint {
  return parts.reduce((sum, { amountMinor }) => sum + BigInt(amountMinor), 0n);
}

function daysFrom(first: Day, last: Day): readonly Day[] {
  return first > last ? [] : [first, ...daysFrom(addDays(first, 1), last)];
}
