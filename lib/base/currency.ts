/** How many minor-unit digits each currency that we can pay in has (ISO 4217; for coins, the unit in which ledgers are kept). */
export const CURRENCY_DECIMALS = {
  AUD: 2,
  BCH: 8,
  BTC: 8,
  BUSD: 18,
  CAD: 2,
  DAI: 18,
  DKK: 2,
  DOGE: 8,
  ETH: 18,
  EUR: 2,
  GBP: 2,
  GUSD: 2,
  JPY: 0,
  NZD: 2,
  PAX: 18,
  PLN: 2,
  SEK: 2,
  USD: 2,
  USDC: 6,
  WBTC: 8,
  XRP: 6,
  ZAR: 2,
} as const;

export type Currency = keyof typeof CURRENCY_DECIMALS;

export function isCurrency(text: string): text is Currency {
  return Object.hasOwn(CURRENCY_DECIMALS, text);
}

export const CURRENCIES: readonly Currency[] = Object.keys(CURRENCY_DECIMALS).filter(isCurrency);

export function decimalsOf(currency: Currency): number {
  return CURRENCY_DECIMALS[currency];
}
