import { type Currency, decimalsOf, isCurrency } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";

/** Millionths of a dollar for one whole unit. Ours, and still: a make-believe market moves nobody's test. */
const USD_MICRO: Readonly<Record<string, bigint>> = {
  AUD: 660_000n,
  BCH: 380_000_000n,
  BTC: 64_000_000_000n,
  BUSD: 1_000_000n,
  CAD: 730_000n,
  DAI: 1_000_000n,
  DOGE: 120_000n,
  ETH: 3_200_000_000n,
  EUR: 1_080_000n,
  GBP: 1_270_000n,
  GUSD: 1_000_000n,
  JPY: 6_600n,
  NZD: 600_000n,
  PAX: 1_000_000n,
  USD: 1_000_000n,
  USDC: 1_000_000n,
  WBTC: 64_000_000_000n,
  XRP: 520_000n,
  ZAR: 55_000n,
};

export const SIMULATED_CURRENCIES: readonly Currency[] = Object.keys(USD_MICRO).filter(isCurrency);

/** Below the worth of five dollars BitPay pays nothing out. */
const MINIMUM_USD_MICRO = 5_000_000n;

export function isWorthPaying(amount: Money): boolean {
  return usdMicroOf(amount) >= MINIMUM_USD_MICRO;
}

/** The least that may be paid out in a currency. */
export function smallestPayout(currency: Currency): Money {
  const unit = 10n ** BigInt(decimalsOf(currency));
  const price = priceOf(currency);
  return money((MINIMUM_USD_MICRO * unit + price - 1n) / price, currency);
}

/** At the fixed rates, rounded up: what is set aside covers what is paid. */
export function convert(amount: Money, to: Currency): Money {
  if (amount.currency === to) return amount;
  const [unitFrom, unitTo] = [10n ** BigInt(decimalsOf(amount.currency)), 10n ** BigInt(decimalsOf(to))];
  const above = amount.minor * priceOf(amount.currency) * unitTo;
  const below = unitFrom * priceOf(to);
  return money((above + below - 1n) / below, to);
}

/** One unit of `base` in `currency`, with eight decimals at most. */
export function rateText(base: Currency, currency: Currency): string {
  const scaled = (priceOf(base) * 10n ** 8n) / priceOf(currency);
  const digits = scaled.toString().padStart(9, "0");
  return `${digits.slice(0, -8)}.${digits.slice(-8)}`.replace(/\.?0+$/, "");
}

function usdMicroOf({ minor, currency }: Money): bigint {
  return (minor * priceOf(currency)) / 10n ** BigInt(decimalsOf(currency));
}

function priceOf(currency: Currency): bigint {
  const price = USD_MICRO[currency];
  if (price === undefined) throw new Error(`The make-believe BitPay has no price of ${currency}.`);
  return price;
}
