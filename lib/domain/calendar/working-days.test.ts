import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day } from "@/lib/base/day";
import { calendarsAround } from "./calendars-around";
import {
  type Calendars,
  calendarFor,
  isWorkingDay,
  nearestWorkingDay,
  sayDay,
  shiftDay,
  weekdayOf,
  workingDaysBefore,
} from "./working-days";

// Facts from outside: the church's tables, and what the Bank of England kept closed.
const EASTER_SUNDAYS = `2005-03-27 2006-04-16 2007-04-08 2008-03-23 2009-04-12 2010-04-04 2011-04-24 2012-04-08 2013-03-31 2014-04-20
  2015-04-05 2016-03-27 2017-04-16 2018-04-01 2019-04-21 2020-04-12 2021-04-04 2022-04-17 2023-04-09 2024-03-31 2025-04-20 2026-04-05
  2027-03-28 2028-04-16 2029-04-01 2030-04-21 2031-04-13 2032-03-28 2033-04-17 2034-04-09 2035-03-25`.split(/\s+/);

const UK_WEEKDAYS = {
  2020: "01-01 04-10 04-13 05-08 05-25 08-31 12-25 12-28",
  2021: "01-01 04-02 04-05 05-03 05-31 08-30 12-27 12-28",
  2022: "01-03 04-15 04-18 05-02 06-02 06-03 08-29 09-19 12-26 12-27",
  2023: "01-02 04-07 04-10 05-01 05-08 05-29 08-28 12-25 12-26",
  2024: "01-01 03-29 04-01 05-06 05-27 08-26 12-25 12-26",
  2025: "01-01 04-18 04-21 05-05 05-26 08-25 12-25 12-26",
  2026: "01-01 04-03 04-06 05-04 05-25 08-31 12-25 12-28",
  2027: "01-01 03-26 03-29 05-03 05-31 08-30 12-27 12-28",
  2028: "01-03 04-14 04-17 05-01 05-29 08-28 12-25 12-26",
} as const;

/** Of one year, those that no weekend has anyhow. */
function closedWeekdays({ closed }: Calendars["TARGET"], year: string): string[] {
  return Object.keys(closed)
    .filter((day) => day.startsWith(year) && weekdayOf(day) <= 5)
    .sort();
}

describe("TARGET", () => {
  test("is closed on six days in each of thirty years, two of them by the church's tables", () => {
    for (const easter of EASTER_SUNDAYS) {
      const year = easter.slice(0, 4);
      const closed = Object.keys(calendarsAround(`${year}-06-01`).TARGET.closed).filter((day) => day.startsWith(year));
      const fixed = ["01-01", "05-01", "12-25", "12-26"].map((day) => `${year}-${day}`);
      expect(closed.sort()).toEqual([...new Set([...fixed, addDays(easter, -2), addDays(easter, 1)])].sort());
    }
  });
});

describe("the United Kingdom", () => {
  test.each(Object.entries(UK_WEEKDAYS))("was and will be closed as England and Wales keep %s", (year, days) => {
    expect(closedWeekdays(calendarsAround(`${year}-06-01`).UK, year)).toEqual(days.split(" ").map((day) => `${year}-${day}`));
  });
});

const CALENDARS = calendarsAround("2028-06-01");
const EUR = calendarFor("EUR", CALENDARS);
const GBP = calendarFor("GBP", CALENDARS);
const day = fc.integer({ min: 0, max: 8 * 365 }).map((count): Day => addDays("2027-06-01", count));
const calendar = fc.constantFrom(EUR, GBP, calendarFor("USD", CALENDARS));

describe("a date on which banks are closed", () => {
  test("goes where its rule says, in words", () => {
    expect(shiftDay("2026-12-26", "after", calendarFor("GBP", calendarsAround("2026-12-01")))).toEqual({
      kind: "shifted",
      day: "2026-12-29",
      sentence: "Saturday 26 December 2026 is not a UK bank day: it goes on Tuesday 29.",
    });
    expect(shiftDay("2029-01-01", "before", EUR)).toEqual({
      kind: "shifted",
      day: "2028-12-29",
      sentence: "Monday 1 January 2029 is not a TARGET day (New Year's Day): it goes on Friday 29 December 2028.",
    });
    expect(shiftDay("2028-04-14", "refuse", GBP)).toEqual({
      kind: "refused",
      sentence: "Friday 14 April 2028 is not a UK bank day (Good Friday).",
    });
    expect(shiftDay("2028-05-01", "after", calendarFor("USD", CALENDARS))).toEqual({ kind: "same", day: "2028-05-01" });
  });

  test("is never kept, never further than the next day on which they work, and in the order of the dates", () => {
    fc.assert(
      fc.property(day, day, calendar, fc.constantFrom("after" as const, "before" as const), (one, other, closed, rule) => {
        const [early = one, late = one] = [one, other].sort();
        const [first, second] = [shiftDay(early, rule, closed), shiftDay(late, rule, closed)];
        if (first.kind === "refused" || second.kind === "refused") throw new Error("Only `refuse` refuses.");
        expect(isWorkingDay(first.day, closed)).toBe(true);
        expect(first.day <= second.day).toBe(true);
        const [from, to] = [early, first.day].sort();
        if (from === undefined || to === undefined) return;
        for (let between = addDays(from, 1); between < to; between = addDays(between, 1)) expect(isWorkingDay(between, closed)).toBe(false);
      }),
    );
  });

  test("is the same as the nearest of the days that a package and a calendar on the wall agree on", () => {
    expect(nearestWorkingDay("2027-12-25", 1, GBP)).toBe("2027-12-29");
    expect(nearestWorkingDay("2027-12-25", 1, EUR)).toBe("2027-12-27");
    expect(workingDaysBefore("2028-01-04", 3, EUR)).toBe("2027-12-30");
    expect(workingDaysBefore("2028-04-18", 0, EUR)).toBe("2028-04-18");
  });
});

test("a day is said once in full, and then as far as it differs", () => {
  expect(sayDay("2026-12-26")).toBe("Saturday 26 December 2026");
  expect(sayDay("2026-12-29", { near: "2026-12-26" })).toBe("Tuesday 29");
  expect(sayDay("2027-01-04", { near: "2026-12-26" })).toBe("Monday 4 January 2027");
});
