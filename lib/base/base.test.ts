import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CURRENCIES } from "./currency";
import { formatPayoutNumber, newId, newPayoutNumber } from "./id";
import { money, parseDecimal, toDecimal } from "./money";
import { parseTypedAmount } from "./typed-amount";

describe("money", () => {
  test("every amount survives the way to text and back, in every currency", () => {
    fc.assert(
      fc.property(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), fc.constantFrom(...CURRENCIES), (minor, currency) => {
        expect(parseDecimal(toDecimal(money(minor, currency)), currency)).toEqual({ minor, currency });
      }),
    );
  });

  test("a digit too many is refused, a zero too many is not", () => {
    expect(parseDecimal("1.005", "EUR")).toBeNull();
    expect(parseDecimal("1.500", "EUR")).toEqual(money(150n, "EUR"));
    expect(parseDecimal("1.5", "JPY")).toBeNull();
  });
});

describe("amounts as people type them", () => {
  test.each([
    ["1250", "EUR", "en-GB", 125000n],
    ["1,250.00", "EUR", "de-DE", 125000n],
    ["1.250,00", "EUR", "en-GB", 125000n],
    ["1 250,50", "EUR", "fr-FR", 125050n],
    ["1'250.50", "GBP", "de-CH", 125050n],
    ["12,5", "EUR", "en-GB", 1250n],
    ["1,234,567", "GBP", "en-GB", 123456700n],
    ["1.234.567,89", "EUR", "en-GB", 123456789n],
    ["1,255", "EUR", "en-GB", 125500n],
    ["1250", "JPY", "en-GB", 1250n],
    ["0.00000001", "BTC", "en-GB", 1n],
  ] as const)("%s %s in %s is understood", (typed, currency, locale, minor) => {
    expect(parseTypedAmount(typed, currency, locale)).toEqual({ kind: "amount", amount: { minor, currency } });
  });

  test.each(["1.250", "1,250"])("%s could be a thousand or one and a quarter, so the person is asked", (typed) => {
    expect(parseTypedAmount(typed, "EUR", "en-GB")).toEqual({
      kind: "ambiguous",
      readings: [money(125000n, "EUR"), money(125n, "EUR")],
    });
  });

  test("1,255 is a thousand where commas group, and a question where they are the decimal mark", () => {
    expect(parseTypedAmount("1,255", "EUR", "de-DE")).toEqual({
      kind: "unreadable",
      sentence: "EUR has at most 2 decimals. For the thousand, type 1255.",
    });
  });

  test.each(["12,34,5", "1.2.3,4", "ten", "-5", "1e5", "1,250.001"])("%s is not guessed at", (typed) => {
    expect(parseTypedAmount(typed, "EUR", "en-GB").kind).toBe("unreadable");
  });
});

describe("ids", () => {
  test("sort by time and do not repeat", () => {
    const early = newId("payout", new Date(1_700_000_000_000));
    const late = newId("payout", new Date(1_700_000_000_001));
    expect(early < late).toBe(true);
    expect(new Set(Array.from({ length: 10_000 }, newPayoutNumber)).size).toBe(10_000);
  });

  test("a payout number is read in groups of four", () => {
    expect(formatPayoutNumber("CF7K3M9Q2X4B8T")).toBe("CF-7K3M-9Q2X-4B8T");
  });
});
