import { expect, test } from "vitest";
import { permuteEvents } from "./webhook-orders";

test("six events end alike in 756 of their orders, 36 for each of 21 scenarios", async () => {
  const counts = await permuteEvents({ runs: 756, seed: 1 });
  expect(counts).toMatchObject({ orders: 756, scenarios: 21, unlike: [] });
  expect(Math.min(counts.waited, counts.contradicted)).toBeGreaterThan(0);
}, 300_000);
