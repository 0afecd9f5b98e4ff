import { expect, test } from "vitest";
import { pause, replacePause, within } from "./pause";

test("work that answers is answered, work that does not is left alone, and its failure is told", async () => {
  expect(await within(10_000, Promise.resolve("soon"))).toBe("soon");
  expect(await within(1, new Promise(() => {}))).toBeNull();
  await expect(within(10_000, Promise.reject(new Error("failed")))).rejects.toThrow("failed");
});

test("in a rehearsal hours pass at once, and work is waited for", async () => {
  const waited: number[] = [];
  const giveBack = replacePause(async (ms) => void waited.push(ms));
  await pause(3_600_000);
  expect(waited).toEqual([3_600_000]);
  expect(await within(0, new Promise((resolve) => setImmediate(() => resolve("late"))))).toBe("late");
  giveBack();
});
