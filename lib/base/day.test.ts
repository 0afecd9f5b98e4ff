import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, dayOf, isDay, startOfDay } from "./day";

describe("days in a zone", () => {
  test.each([
    ["2026-11-01", "Europe/London", "2026-11-01T00:00:00.000Z"],
    ["2026-07-01", "Europe/London", "2026-06-30T23:00:00.000Z"],
    ["2026-03-29", "Europe/London", "2026-03-29T00:00:00.000Z"],
    ["2026-03-30", "Europe/London", "2026-03-29T23:00:00.000Z"],
    ["2026-10-25", "Europe/Berlin", "2026-10-24T22:00:00.000Z"],
    ["2026-01-01", "Australia/Sydney", "2025-12-31T13:00:00.000Z"],
    ["2026-01-01", "Asia/Kathmandu", "2025-12-31T18:15:00.000Z"],
  ])("%s in %s begins at %s", (day, zone, instant) => {
    expect(startOfDay(day, zone).toISOString()).toBe(instant);
  });

  test("where clocks jump over midnight, the day begins when its first minute does", () => {
    // São Paulo went from 00:00 to 01:00 on 4 November 2018.
    expect(startOfDay("2018-11-04", "America/Sao_Paulo").toISOString()).toBe("2018-11-04T03:00:00.000Z");
  });

  test("no instant lies outside its own day, and days leave no gap", () => {
    const zones = ["UTC", "Europe/London", "America/New_York", "America/Sao_Paulo", "Australia/Lord_Howe", "Pacific/Apia"];
    fc.assert(
      fc.property(
        fc.date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true }),
        fc.constantFrom(...zones),
        (at, zone) => {
          const day = dayOf(at, zone);
          expect(startOfDay(day, zone).getTime()).toBeLessThanOrEqual(at.getTime());
          expect(startOfDay(addDays(day, 1), zone).getTime()).toBeGreaterThan(at.getTime());
        },
      ),
    );
  });

  test("days that no calendar has are not days", () => {
    expect(isDay("2028-02-29")).toBe(true);
    expect(["2026-02-29", "2026-13-01", "2026-1-1", "tomorrow", ""].filter(isDay)).toEqual([]);
  });
});
