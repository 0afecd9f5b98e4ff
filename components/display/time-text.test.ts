import { describe, expect, test } from "vitest";
import { formatRelative, formatTime, formatUtc } from "./time-text";

const at = new Date("2026-03-14T08:41:07Z");
const berlin = { locale: "en-GB", timeZone: "Europe/Berlin" };

describe("a time on screen", () => {
  test("is in the person's zone and names it", () => {
    expect(formatTime(at, berlin)).toBe("14 Mar 2026, 09:41 CET");
    expect(formatTime(new Date("2026-07-14T08:41:07Z"), berlin)).toBe("14 Jul 2026, 10:41 CEST");
  });

  test("leaves the year out where everything is of this year", () => {
    const style = { withZone: false, yearUnless: new Date("2026-11-20T12:00:00Z") };
    expect(formatTime(at, berlin, style)).toBe("14 Mar, 09:41");
    expect(formatTime(new Date("2025-12-31T22:59:00Z"), berlin, style)).toBe("31 Dec 2025, 23:59");
    expect(formatTime(new Date("2025-12-31T23:00:00Z"), berlin, style)).toBe("1 Jan, 00:00");
  });

  test("can be had in UTC, to the second", () => {
    expect(formatUtc(at)).toBe("14 Mar 2026, 08:41:07 UTC");
  });

  test("close to now it is told by distance, far from now by its date", () => {
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000);
    expect(formatRelative(at, at, "en-GB")).toBe("just now");
    expect(formatRelative(at, later(3), "en-GB")).toBe("3 min ago");
    expect(formatRelative(later(130), at, "en-GB")).toBe("in 2 hr");
    expect(formatRelative(at, later(60 * 24 * 8), "en-GB")).toBeNull();
  });
});
