import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { addDays, type Day, isDay } from "@/lib/base/day";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import { calendarFor, isWorkingDay, weekdayOf } from "@/lib/domain/calendar/working-days";
import { judgeTurn, nextOccurrences, type SchedulePlan, sayPlan } from "./plan";
import { ruleDays, type ScheduleRule } from "./rule";

const daysOf = (rule: ScheduleRule, from: Day, count: number) => {
  const days = ruleDays(rule, from);
  return Array.from({ length: count }, () => days.next().value);
};

describe("a rule", () => {
  test("of weeks keeps its weekday, from the first on or after the start", () => {
    expect(daysOf({ unit: "week", every: 2, weekday: 5 }, "2026-12-01", 3)).toEqual(["2026-12-04", "2026-12-18", "2027-01-01"]);
    expect(daysOf({ unit: "week", every: 1, weekday: 2 }, "2026-12-01", 2)).toEqual(["2026-12-01", "2026-12-08"]);
  });

  test("of months takes the last day where a month lacks its own, leap years included, and comes back to it", () => {
    expect(daysOf({ unit: "month", every: 1, day: 31 }, "2028-01-31", 4)).toEqual(["2028-01-31", "2028-02-29", "2028-03-31", "2028-04-30"]);
    expect(daysOf({ unit: "month", every: 1, day: 30 }, "2027-01-31", 3)).toEqual(["2027-02-28", "2027-03-30", "2027-04-30"]);
    expect(daysOf({ unit: "month", every: 3, day: 1 }, "2026-11-15", 3)).toEqual(["2026-12-01", "2027-03-01", "2027-06-01"]);
  });

  const rule = fc.oneof(
    fc.record({ unit: fc.constant("week" as const), every: fc.integer({ min: 1, max: 26 }), weekday: fc.integer({ min: 1, max: 7 }) }),
    fc.record({ unit: fc.constant("month" as const), every: fc.integer({ min: 1, max: 12 }), day: fc.integer({ min: 1, max: 31 }) }),
  );
  const start = fc.integer({ min: 0, max: 30 * 365 }).map((count) => addDays("2024-01-01", count));

  test("has days that exist, in order, none twice, each where it belongs", () => {
    fc.assert(
      fc.property(rule, start, (any, from) => {
        const days = daysOf(any, from, 14);
        expect(days.every(isDay)).toBe(true);
        expect(days[0] !== undefined && days[0] >= from).toBe(true);
        for (const [place, day] of days.entries()) {
          const before = days[place - 1];
          if (before !== undefined) expect(before < day).toBe(true);
          if (any.unit === "week") expect(weekdayOf(day)).toBe(any.weekday);
          else {
            const isLast = addDays(day, 1).slice(5, 7) !== day.slice(5, 7);
            expect(Number(day.slice(8)) === any.day || (isLast && Number(day.slice(8)) < any.day)).toBe(true);
          }
        }
      }),
    );
  });

  test("gives the same days whenever it is asked from a day of its own", () => {
    fc.assert(
      fc.property(rule, start, (any, from) => {
        const days = daysOf(any, from, 8);
        // A month's end that was cut short does not become the rule.
        const again = nextOccurrences(planOf(any, from), calendarFor("USD", calendarsAround(from)), { after: days[3] ?? null, most: 4 });
        expect(again.map(({ day }) => day)).toEqual(days.slice(4));
      }),
      { numRuns: 50 },
    );
  });
});

const planOf = (rule: ScheduleRule, startDay: Day, more: Partial<SchedulePlan> = {}): SchedulePlan => ({
  ...{ rule, startDay, onClosedDay: "after" as const, leadDays: 3, end: { kind: "never" as const } },
  ...more,
});
const EUR = calendarFor("EUR", calendarsAround("2026-12-01"));
const MONTHLY: ScheduleRule = { unit: "month", every: 1, day: 31 };

describe("a plan", () => {
  test("sends on working days, and makes each payout so many working days before", () => {
    const plan = planOf(MONTHLY, "2026-12-01", { onClosedDay: "before", leadDays: 3 });
    expect(nextOccurrences(plan, EUR, { after: null, most: 3 })).toEqual([
      { day: "2026-12-31", sendDay: "2026-12-31", sentence: null, makeDay: "2026-12-28" },
      {
        ...{ day: "2027-01-31", sendDay: "2027-01-29", makeDay: "2027-01-26" },
        sentence: "Sunday 31 January 2027 is not a TARGET day: it goes on Friday 29.",
      },
      {
        ...{ day: "2027-02-28", sendDay: "2027-02-26", makeDay: "2027-02-23" },
        sentence: "Sunday 28 February 2027 is not a TARGET day: it goes on Friday 26.",
      },
    ]);
    expect(sayPlan(plan)).toBe("Every month on its last working day from Tuesday 1 December 2026.");
  });

  test("ends by a day or by a number of times, whatever became of each", () => {
    const until = planOf(MONTHLY, "2026-12-01", { end: { kind: "on", day: "2027-02-28" } });
    expect(nextOccurrences(until, EUR, { after: null, most: 9 }).map(({ day }) => day)).toEqual(["2026-12-31", "2027-01-31", "2027-02-28"]);
    const twice = planOf(MONTHLY, "2026-12-01", { end: { kind: "after", times: 2 } });
    expect(nextOccurrences(twice, EUR, { after: "2026-12-31", most: 9 }).map(({ day }) => day)).toEqual(["2027-01-31"]);
    expect(nextOccurrences(twice, EUR, { after: "2027-01-31", most: 9 })).toEqual([]);
  });

  test("never sends two on one day, nor later ones before earlier ones", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 7 }), fc.constantFrom("after" as const, "before" as const), (weekday, onClosedDay) => {
        const plan = planOf({ unit: "week", every: 1, weekday }, "2026-12-01", { onClosedDay });
        const days = nextOccurrences(plan, EUR, { after: null, most: 200 }).map(({ sendDay }) => sendDay ?? "");
        expect(days.every((day) => isWorkingDay(day, EUR))).toBe(true);
        expect([...new Set(days)].sort()).toEqual(days);
      }),
    );
  });
});

test("an occurrence is made from its day of making on, late for three days, and then missed", () => {
  const [one] = nextOccurrences(planOf(MONTHLY, "2026-12-01"), EUR, { after: null, most: 1 });
  if (!one) throw new Error("There is one.");
  expect(
    ["2026-12-25", "2026-12-28", "2026-12-31", "2027-01-01", "2027-01-03", "2027-01-04"].map((today) => judgeTurn(one, today)),
  ).toEqual([...["notYet", "make", "make", "late", "late", "missed"]]);
  const [closed] = nextOccurrences(planOf(MONTHLY, "2027-01-01", { onClosedDay: "refuse" }), EUR, { after: null, most: 1 });
  expect(closed && judgeTurn(closed, "2027-01-29")).toBe("closed");
});
