import { type Currency, decimalsOf } from "./currency";

/** An exact amount in whole minor units (cents, satoshi, wei). Never a float, at any point. */
export type Money = { readonly minor: bigint; readonly currency: Currency };

export function money(minor: bigint, currency: Currency): Money {
  return { minor, currency };
}

export function isPositive(amount: Money): boolean {
  return amount.minor > 0n;
}

/** Adds or throws: mixing currencies is a programmer's mistake, never data. */
export function addMoney(a: Money, b: Money): Money {
  if (a.currency !== b.currency) throw new Error(`Cannot add ${a.currency} to ${b.currency}.`);
  return { minor: a.minor + b.minor, currency: a.currency };
}

/** Digits with a point and all minor units: 1250n EUR -> "12.50", 5n JPY -> "5". The inverse of `parseDecimal`. */
export function toDecimal({ minor, currency }: Money): string {
  const decimals = decimalsOf(currency);
  const sign = minor < 0n ? "-" : "";
  const digits = (minor < 0n ? -minor : minor).toString().padStart(decimals + 1, "0");
  if (decimals === 0) return sign + digits;
  return `${sign}${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** Exact reading of a plain decimal ("12.5", "-0.00000001"). Null when it is not one, or has more digits than the currency. */
export function parseDecimal(text: string, currency: Currency): Money | null {
  const match = /^(-?)(\d{1,30})(?:\.(\d+))?$/.exec(text);
  if (!match) return null;
  const [, sign = "", whole = "", fraction = ""] = match;
  const decimals = decimalsOf(currency);
  const needed = fraction.replace(/0+$/, "");
  if (needed.length > decimals) return null;
  const minor = BigInt(whole + needed.padEnd(decimals, "0"));
  return { minor: sign ? -minor : minor, currency };
}
