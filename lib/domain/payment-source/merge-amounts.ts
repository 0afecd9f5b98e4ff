/** How much came in and went back past the desk, in minor units, and on whose word. */
export type SourceAmounts = { readonly paidIn: bigint; readonly refunded: bigint; readonly from: "provider" | "merchant" };

/**
 * `whole`: the provider's own figure (an order and its refunds). `ledger`: the sum of what its ledger has shown so far, which is never
 * more than the whole. `merchant`: the word of the merchant's own system.
 */
export type ToldAmounts = { readonly by: "whole" | "ledger" | "merchant"; readonly paidIn: bigint; readonly refunded: bigint };

/** What holds after this was told too. The provider's word stands against the merchant's; sums only grow. */
export function mergeAmounts(known: SourceAmounts | null, { by, paidIn, refunded }: ToldAmounts): SourceAmounts {
  if (by === "whole") return { paidIn, refunded, from: "provider" };
  if (by === "merchant") return known?.from === "provider" ? known : { paidIn, refunded, from: "merchant" };
  if (!known) return { paidIn, refunded, from: "provider" };
  const from = known.from === "merchant" && paidIn < known.paidIn ? "merchant" : "provider";
  return { paidIn: larger(known.paidIn, paidIn), refunded: larger(known.refunded, refunded), from };
}

function larger(a: bigint, b: bigint): bigint {
  return a > b ? a : b;
}
