import { afterAll, beforeAll, expect, test } from "vitest";
import { currentTime } from "@/lib/base/clock";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { killWorkers } from "./kills";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk({ simulatorClock: currentTime });
});
afterAll(() => desk.stop());

test("workers killed 50 times at random moments pay every payout once and forget none", async () => {
  const counts = await killWorkers({ runs: 50, seed: 1, desk });
  expect(counts).toMatchObject({
    ...{ kills: 50, compared: 100, booked: 100 },
    ...{ doubled: [], calledWrongly: [], wrongAmounts: [], unknownHere: 0, withoutOwner: [], stumbles: [], stuck: [] },
  });
  // Kills that hit nobody at work are no proof.
  expect(Math.min(counts.duringSending, counts.interrupted)).toBeGreaterThan(5);
}, 600_000);
