import { expect, test } from "vitest";
import { currentTime, replaceClock } from "./clock";

test("a rehearsal turns the clock, and hands it back as it was", () => {
  const giveBack = replaceClock(() => new Date("2030-01-01T00:00:00Z"));
  expect(currentTime().toISOString()).toBe("2030-01-01T00:00:00.000Z");
  const giveBackInner = replaceClock(() => new Date("2031-01-01T00:00:00Z"));
  expect(currentTime().getUTCFullYear()).toBe(2031);
  giveBackInner();
  expect(currentTime().getUTCFullYear()).toBe(2030);
  giveBack();
  expect(Math.abs(currentTime().getTime() - Date.now())).toBeLessThan(60_000);
});
