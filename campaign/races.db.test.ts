import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { runRaces } from "./races";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

test("300 races on PostgreSQL, twenty-five of each kind: exactly one thing happens, and the provider's ledger agrees", async () => {
  const counts = await runRaces({ runs: 300, seed: 1, desk });
  expect(counts).toMatchObject({ rounds: 300, wrong: [], bookedWrongly: [] });
  expect(Object.keys(counts.winners)).toHaveLength(12);
  // A race that one side always wins is none: most of them have been won by either.
  const contested = Object.values(counts.winners).filter((wins) => Object.keys(wins).length > 1);
  expect(contested.length).toBeGreaterThanOrEqual(7);
}, 300_000);
