import fc from "fast-check";
import { expect, test } from "vitest";
import { convert, type Rate } from "./exchange";

const rate = (currency: Rate["currency"], inCurrency: Rate["currency"], of: string, day = "2026-11-02"): Rate => ({
  currency,
  inCurrency,
  rate: of,
  day,
});

test("converts by the newest rate of the pair, in either direction, and rounds up", () => {
  const gbp = { minor: 10_000n, currency: "GBP" } as const;
  expect(convert(gbp, "EUR", [rate("GBP", "EUR", "1.17"), rate("GBP", "EUR", "1.2", "2026-11-01")])?.money).toEqual({
    minor: 11_700n,
    currency: "EUR",
  });
  expect(convert(gbp, "EUR", [rate("EUR", "GBP", "0.8")])?.money.minor).toBe(12_500n);
  expect(convert({ minor: 1n, currency: "GBP" }, "EUR", [rate("GBP", "EUR", "1.17")])?.money.minor).toBe(2n);
  expect(convert({ minor: 1_000n, currency: "JPY" }, "EUR", [rate("JPY", "EUR", "0.006")])?.money.minor).toBe(600n);
  expect(convert({ minor: 150_000_000n, currency: "BTC" }, "EUR", [rate("BTC", "EUR", "60000")])?.money.minor).toBe(9_000_000n);
});

test("the same currency needs no rate, and without one there is no answer", () => {
  expect(convert({ minor: 5n, currency: "EUR" }, "EUR", [])).toEqual({ money: { minor: 5n, currency: "EUR" }, rate: null });
  expect(convert({ minor: 5n, currency: "NZD" }, "EUR", [rate("GBP", "EUR", "1.17")])).toBeNull();
});

test("a larger amount is never worth less, and there and back loses nothing", () => {
  const amounts = fc.bigInt({ min: 1n, max: 10n ** 12n });
  const rates = fc.integer({ min: 1, max: 999_999 }).map((digits) => `0.${String(digits).padStart(6, "0")}`);
  fc.assert(
    fc.property(amounts, amounts, rates, (a, b, of) => {
      const [small = 1n, large = 1n] = a < b ? [a, b] : [b, a];
      const there = [rate("GBP", "EUR", of)];
      const worth = (minor: bigint) => convert({ minor, currency: "GBP" }, "EUR", there)?.money ?? { minor: -1n, currency: "EUR" as const };
      expect(worth(small).minor).toBeLessThanOrEqual(worth(large).minor);
      const back = convert(worth(large), "GBP", there);
      expect(back?.money.minor).toBeGreaterThanOrEqual(large);
    }),
  );
});
