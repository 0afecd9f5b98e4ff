import { expect, test } from "vitest";
import { money } from "./money";
import { groupThousands, sayMoney } from "./say-money";

test("every three digits of the whole part are set apart, and no others", () => {
  expect(sayMoney(money(2_500_000n, "EUR"))).toBe("25,000.00 EUR");
  expect(sayMoney(money(99_999n, "EUR"))).toBe("999.99 EUR");
  expect(sayMoney(money(-123_456_789n, "GBP"))).toBe("-1,234,567.89 GBP");
  expect(sayMoney(money(1_234_567n, "JPY"))).toBe("1,234,567 JPY");
  expect(groupThousands("1234.56789")).toBe("1,234.56789");
  expect(groupThousands("1234567", "'")).toBe("1'234'567");
});
