import fc from "fast-check";
import { expect, test } from "vitest";
import { CURRENCIES } from "@/lib/base/currency";
import { money } from "@/lib/base/money";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { spellAmount } from "./spell-amount";

test("what a press fills in is never asked about again, and is the same amount, in every locale", () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 10n ** 24n }),
      fc.constantFrom(...CURRENCIES),
      fc.constantFrom("en-GB", "de-DE", "fr-FR", "de-CH"),
      (minor, currency, locale) => {
        expect(parseTypedAmount(spellAmount(money(minor, currency)), currency, locale)).toEqual({
          kind: "amount",
          amount: { minor, currency },
        });
      },
    ),
  );
});

test("it is as short as the currency allows", () => {
  expect(spellAmount(money(125_000_000n, "BTC"))).toBe("1.25");
  expect(spellAmount(money(125_500_000n, "BTC"))).toBe("1.2550");
  expect(spellAmount(money(125_000n, "EUR"))).toBe("1250.00");
});
