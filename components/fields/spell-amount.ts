import { type Money, toDecimal } from "@/lib/base/money";

/**
 * The text that a press puts into an amount field: "1250.00", "1.25". It reads back as the same amount in every locale, so a
 * fraction of exactly three digits, which could be a thousand, gets a fourth.
 */
export function spellAmount(amount: Money): string {
  const [whole = "0", fraction] = toDecimal(amount).split(".");
  if (fraction === undefined) return whole;
  const short = fraction.replace(/0+$/, "").padEnd(2, "0");
  return `${whole}.${short.length === 3 ? `${short}0` : short}`;
}
