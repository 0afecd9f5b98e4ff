import { type Currency, decimalsOf } from "@/lib/base/currency";
import type { Day } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";

/** One unit of `currency` is worth `rate` of `inCurrency`, as a decimal: "1.17". */
export type Rate = { readonly currency: Currency; readonly inCurrency: Currency; readonly rate: string; readonly day: Day };

export type Converted = { readonly money: Money; readonly rate: Rate | null };

/**
 * What an amount is worth in another currency by the rates on file, rounded up to a whole minor unit: a limit is never slipped under by
 * rounding. A rate of the other direction is as good. Null: there is none for the pair.
 */
export function convert(amount: Money, inCurrency: Currency, rates: readonly Rate[]): Converted | null {
  if (amount.currency === inCurrency) return { money: amount, rate: null };
  const rate = newest(rates, amount.currency, inCurrency) ?? newest(rates, inCurrency, amount.currency);
  if (!rate) return null;
  const { digits, decimals } = fractionOf(rate.rate);
  if (digits === 0n) return null;
  const finer = decimalsOf(inCurrency) - decimalsOf(amount.currency);
  const minor =
    rate.currency === amount.currency
      ? ceil(times(amount.minor * digits, finer - decimals))
      : ceil(divided(times(amount.minor, finer + decimals), digits));
  return { money: { minor, currency: inCurrency }, rate };
}

function newest(rates: readonly Rate[], currency: Currency, inCurrency: Currency): Rate | null {
  const fitting = rates.filter((rate) => rate.currency === currency && rate.inCurrency === inCurrency);
  return fitting.reduce<Rate | null>((best, rate) => (best === null || rate.day > best.day ? rate : best), null);
}

function fractionOf(text: string): { digits: bigint; decimals: number } {
  const [whole = "0", fraction = ""] = text.split(".");
  return { digits: BigInt(whole + fraction), decimals: fraction.length };
}

type Fraction = { readonly over: bigint; readonly under: bigint };

/** `value` times a power of ten, which may be a negative one. */
function times(value: bigint, power: number): Fraction {
  return power >= 0 ? { over: value * 10n ** BigInt(power), under: 1n } : { over: value, under: 10n ** BigInt(-power) };
}

function divided({ over, under }: Fraction, by: bigint): Fraction {
  return { over, under: under * by };
}

function ceil({ over, under }: Fraction): bigint {
  return (over + under - 1n) / under;
}
