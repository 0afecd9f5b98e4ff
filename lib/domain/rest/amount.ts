import * as z from "zod";

/**
 * Whole minor units on the wire: a JSON number as long as every JSON reader keeps it exact (up to 2^53 - 1), a string of digits
 * beyond that, which only coins with many decimals reach.
 */
export const AmountOut = z
  .union([z.int().min(0).max(Number.MAX_SAFE_INTEGER), z.string().regex(/^\d{16,38}$/)])
  .describe("Whole minor units. An integer up to 2^53 - 1, a string of digits beyond.");
export type AmountOut = z.infer<typeof AmountOut>;

/** What an account holds may be less than nothing. */
export const SignedAmountOut = z.union([z.int(), z.string().regex(/^-?\d{16,38}$/)]);

export function amountOut(minor: bigint): AmountOut {
  return minor <= BigInt(Number.MAX_SAFE_INTEGER) && minor >= BigInt(Number.MIN_SAFE_INTEGER) ? Number(minor) : minor.toString();
}
