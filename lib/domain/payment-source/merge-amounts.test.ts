import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { mergeAmounts, type SourceAmounts, type ToldAmounts } from "./merge-amounts";

const known = (from: SourceAmounts["from"]) => ({ paidIn: 500n, refunded: 0n, from });

describe("what is said of how much came in", () => {
  test("an order's own figure replaces all that was known", () => {
    expect(mergeAmounts(known("merchant"), { by: "whole", paidIn: 100n, refunded: 20n })).toEqual({
      paidIn: 100n,
      refunded: 20n,
      from: "provider",
    });
  });

  test("the merchant's word stands until the provider speaks, and not after", () => {
    expect(mergeAmounts(known("merchant"), { by: "merchant", paidIn: 700n, refunded: 0n })).toMatchObject({
      paidIn: 700n,
      from: "merchant",
    });
    expect(mergeAmounts(known("provider"), { by: "merchant", paidIn: 700n, refunded: 0n })).toEqual(known("provider"));
  });

  test("a ledger that was read in part does not take away what is known of the rest", () => {
    expect(mergeAmounts(known("merchant"), { by: "ledger", paidIn: 100n, refunded: 40n })).toEqual({
      paidIn: 500n,
      refunded: 40n,
      from: "merchant",
    });
    expect(mergeAmounts(known("merchant"), { by: "ledger", paidIn: 600n, refunded: 0n })).toMatchObject({ paidIn: 600n, from: "provider" });
  });
});

const amount = fc.bigInt({ min: 0n, max: 10_000n });
const ledger = fc.record({ paidIn: amount, refunded: amount }).map((sums): ToldAmounts => ({ by: "ledger", ...sums }));

test("readings of a ledger may come in any order", () => {
  const end = (order: readonly ToldAmounts[]) => order.reduce<SourceAmounts | null>(mergeAmounts, null);
  fc.assert(
    fc.property(fc.array(ledger, { minLength: 1, maxLength: 6 }), (told) => {
      expect(end([...told].reverse())).toEqual(end(told));
    }),
  );
});
