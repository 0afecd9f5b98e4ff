import { type Money, toDecimal } from "./money";

/** As a sentence in English says it, for what is written once and kept: "25,000.00 EUR". Screens write it as their reader's locale does. */
export function sayMoney(amount: Money): string {
  return `${groupThousands(toDecimal(amount))} ${amount.currency}`;
}

/** A mark between every three digits of the whole part; the decimals stay as they are. */
export function groupThousands(decimal: string, mark = ","): string {
  const [whole = "", ...fraction] = decimal.split(".");
  return [whole.replace(/\B(?=(\d{3})+$)/g, mark), ...fraction].join(".");
}
