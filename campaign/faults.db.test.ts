import { afterAll, beforeAll, expect, test } from "vitest";
import { currentTime } from "@/lib/base/clock";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { meetFaults } from "./faults";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ simulatorClock: currentTime });
});
afterAll(() => desk.stop());

test("16 kinds of fault at 4 providers: each payout ends, paid once at most, and is called what it is", async () => {
  const counts = await meetFaults({ runs: 64, seed: 1, desk });
  expect(counts).toMatchObject({
    ...{ doubled: [], calledWrongly: [], wrongAmounts: [], unknownHere: 0, withoutOwner: [] },
    ...{ stumbles: [], stuck: [] },
  });
  expect(counts.payouts).toBe(64);
  // Each of them was met, and they led to every end that a provider can give.
  expect(counts.met).toHaveLength(64);
  expect(counts.ends).toMatchObject({
    settled: expect.any(Number),
    failed: expect.any(Number),
    refused: expect.any(Number),
    returned: expect.any(Number),
  });
}, 300_000);
