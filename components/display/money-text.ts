import { decimalsOf } from "@/lib/base/currency";
import { type Money, toDecimal } from "@/lib/base/money";
import { groupThousands } from "@/lib/base/say-money";
import { numberMarks } from "@/lib/base/typed-amount";

/** What is always shown of a currency's decimals; the rest of a long one ends at its last digit that is not zero. */
const LEAST_DECIMALS = 2;

/**
 * Digits as the locale writes them, without the currency: "1,250.00", "1.250,00", "0.00042". Exact at any size: no float is made.
 * Cents are never dropped. Of 8 or 18 decimals only trailing zeros go, so no value is ever rounded.
 */
export function formatDigits(amount: Money, locale: string): string {
  const { decimal, group } = numberMarks(locale);
  const plain = toDecimal(amount);
  const isNegative = plain.startsWith("-");
  const [whole = "0", fraction = ""] = (isNegative ? plain.slice(1) : plain).split(".");
  const grouped = groupThousands(whole, group);
  const kept = decimalsOf(amount.currency) > LEAST_DECIMALS ? trimZeros(fraction) : fraction;
  // U+2212, the minus that is as wide as a digit.
  return `${isNegative ? "\u2212" : ""}${grouped}${kept ? decimal + kept : ""}`;
}

/** With the currency, for sentences: "1,250.00 EUR". */
export function formatMoney(amount: Money, locale: string): string {
  return `${formatDigits(amount, locale)}\u00a0${amount.currency}`;
}

function trimZeros(fraction: string): string {
  return fraction.replace(/0+$/, "").padEnd(LEAST_DECIMALS, "0");
}
