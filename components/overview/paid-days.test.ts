import { expect, test } from "vitest";
import { paidDays, paidTotals } from "./paid-days";

const paidOut = [
  { day: "2026-11-01", provider: "ivy", currency: "EUR", count: 2, amountMinor: "1000" },
  { day: "2026-11-01", provider: "truelayer", currency: "EUR", count: 1, amountMinor: "250" },
  { day: "2026-11-03", provider: "truelayer", currency: "GBP", count: 4, amountMinor: "99999999999999999999" },
] as const;

test("a day without payouts is a day, and currencies are not mixed", () => {
  const days = paidDays({ from: "2026-10-31", to: "2026-11-03", paidOut }, "EUR");
  expect(days.map(({ day, count, total }) => [day, count, total.minor])).toEqual([
    ["2026-10-31", 0, 0n],
    ["2026-11-01", 3, 1250n],
    ["2026-11-02", 0, 0n],
    ["2026-11-03", 0, 0n],
  ]);
});

test("totals are exact beyond what a float can hold", () => {
  expect(paidTotals(paidOut)).toEqual([
    { currency: "GBP", count: 4, minor: 99999999999999999999n },
    { currency: "EUR", count: 3, minor: 1250n },
  ]);
});
