import * as z from "zod";
import { addDays, type Day } from "@/lib/base/day";
import { weekdayOf } from "@/lib/domain/calendar/working-days";

/** On which days something is due. `day` 31, or any that a month lacks, is that month's last. */
export const ScheduleRule = z.discriminatedUnion("unit", [
  z.object({ unit: z.literal("week"), every: z.int().min(1).max(26), weekday: z.int().min(1).max(7) }),
  z.object({ unit: z.literal("month"), every: z.int().min(1).max(12), day: z.int().min(1).max(31) }),
]);
export type ScheduleRule = z.infer<typeof ScheduleRule>;

/** The days of a rule from a day on, in order and without end. They come from the calendar on the wall alone: no holiday ever moves one. */
export function* ruleDays(rule: ScheduleRule, from: Day): Generator<Day, never> {
  if (rule.unit === "week") {
    const first = addDays(from, (rule.weekday - weekdayOf(from) + 7) % 7);
    for (let week = 0; ; week += rule.every) yield addDays(first, week * 7);
  }
  const [year = 0, month = 1] = from.split("-").map(Number);
  const begins = dayInMonth(year, month - 1, rule.day) >= from ? month - 1 : month;
  for (let months = 0; ; months += rule.every) yield dayInMonth(year, begins + months, rule.day);
}

function dayInMonth(year: number, month: number, day: number): Day {
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month, Math.min(day, last))).toISOString().slice(0, 10);
}

/** "every Friday", "every 2 months on day 31, or the month's last". */
export function sayRule(rule: ScheduleRule): string {
  if (rule.unit === "week") {
    const weekday = WEEKDAYS[rule.weekday - 1] ?? "";
    return rule.every === 1 ? `every ${weekday}` : `every ${rule.every} weeks on ${weekday}`;
  }
  const months = rule.every === 1 ? "every month" : `every ${rule.every} months`;
  if (rule.day === 31) return `${months} on its last day`;
  return `${months} on day ${rule.day}${rule.day > 28 ? ", or the month's last" : ""}`;
}

export const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;
