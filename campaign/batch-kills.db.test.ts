import { afterAll, beforeAll, expect, test } from "vitest";
import { currentTime } from "@/lib/base/clock";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { killBatches } from "./batch-kills";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ simulatorClock: currentTime });
});
afterAll(() => desk.stop());

test("workers killed while a file is read, made, signed and sent pay every row once; the same file again pays nothing", async () => {
  const counts = await killBatches({ runs: 1, seed: 1, desk });
  expect(counts).toMatchObject({
    ...{ kills: 4, compared: 24, booked: 24, bad: [] },
    ...{ doubled: [], calledWrongly: [], wrongAmounts: [], unknownHere: 0, withoutOwner: [], stumbles: [], stuck: [] },
  });
  // Kills that hit nobody at work are no proof.
  expect(Object.values(counts.midway).reduce((sum, count) => sum + count, 0)).toBeGreaterThan(1);
}, 600_000);
