import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCIES } from "@/lib/base/currency";
import { money, parseDecimal } from "@/lib/base/money";
import { formatDigits, formatMoney } from "./money-text";

describe("money on screen", () => {
  test("is written as the locale writes it, cents always", () => {
    expect(formatDigits(money(125000n, "EUR"), "en-GB")).toBe("1,250.00");
    expect(formatDigits(money(125000n, "EUR"), "de-DE")).toBe("1.250,00");
    expect(formatDigits(money(5n, "GBP"), "en-GB")).toBe("0.05");
    expect(formatMoney(money(-990n, "USD"), "en-GB")).toBe("−9.90\u00a0USD");
  });

  test("has the decimals of its currency", () => {
    expect(formatDigits(money(1250n, "JPY"), "en-GB")).toBe("1,250");
    expect(formatDigits(money(42000n, "BTC"), "en-GB")).toBe("0.00042");
    expect(formatDigits(money(150000000n, "BTC"), "en-GB")).toBe("1.50");
    expect(formatDigits(money(1n, "ETH"), "en-GB")).toBe("0.000000000000000001");
  });

  test("is never rounded: what is shown reads back to the same minor units", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 27n), max: 10n ** 27n }), fc.constantFrom(...CURRENCIES), (minor, currency) => {
        const shown = formatDigits(money(minor, currency), "en-GB").replaceAll(",", "").replace("−", "-");
        expect(parseDecimal(shown, currency)?.minor).toBe(minor);
      }),
    );
  });
});
