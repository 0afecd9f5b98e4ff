import { expect, test } from "vitest";
import { simulate } from "./simulate";

test("the same seed lives the same life, whatever lived before it", async () => {
  process.env.SIMULATOR_PORT = "4010";
  const seeds = Array.from({ length: 25 }, (_, place) => 7_000 + place);
  const traces = async (order: readonly number[]) => {
    const lived = new Map<number, string>();
    for (const seed of order) lived.set(seed, (await simulate(seed)).trace);
    return seeds.map((seed) => lived.get(seed));
  };
  const first = await traces(seeds);
  expect(await traces(seeds.toReversed())).toEqual(first);
  expect(new Set(first).size).toBe(seeds.length);
}, 300_000);
