import { describe, expect, test } from "vitest";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { FREE_TRIES, lockedUntil } from "./lock-out";

const NOW = new Date("2026-11-20T12:00:00Z");

describe("the lock-out", () => {
  test("lets people mistype", () => {
    for (let failures = 0; failures < FREE_TRIES; failures += 1) {
      expect(lockedUntil({ failures, lastFailedAt: NOW }, NOW)).toBeNull();
    }
  });

  test.each([
    [FREE_TRIES, 15 * SECOND_MS],
    [FREE_TRIES + 1, 30 * SECOND_MS],
    [FREE_TRIES + 3, 2 * MINUTE_MS],
    [FREE_TRIES + 6, 15 * MINUTE_MS],
    [5000, 15 * MINUTE_MS],
  ])("after %i failures waits %i ms", (failures, waitMs) => {
    expect(lockedUntil({ failures, lastFailedAt: NOW }, NOW)).toEqual(addMs(NOW, waitMs));
    expect(lockedUntil({ failures, lastFailedAt: addMs(NOW, -waitMs) }, NOW)).toBeNull();
  });
});
