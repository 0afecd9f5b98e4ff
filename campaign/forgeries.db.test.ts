import { afterAll, beforeAll, expect, test } from "vitest";
import { type Desk, startDesk } from "@/lib/testing/desk";
import { tellForgeries } from "./forgeries";

let desk: Desk;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

test("of 1,500 forged webhooks in every way that we could think of, none is believed, and hints cost one look", async () => {
  const counts = await tellForgeries({ runs: 1_500, seed: 1, desk });
  expect(counts).toMatchObject({
    wrongAnswers: [],
    stumbles: [],
    applied: 0,
    changed: [],
    needlessReads: 0,
    keysFetchedElsewhere: 0,
  });
  // What was met, so that an empty run is no proof.
  expect(counts.forged).toBeGreaterThanOrEqual(1_500);
  expect(counts.kinds).toBeGreaterThan(60);
  expect(counts.keptApart).toBeGreaterThan(500);
  expect(Math.min(counts.tooLong, counts.replayed, counts.hints, counts.reads)).toBeGreaterThan(0);
}, 300_000);
