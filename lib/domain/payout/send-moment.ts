import { parseDate, toCalendarDateTime, toZoned } from "@internationalized/date";
import type { Day } from "@/lib/base/day";

/** Early enough for every cut-off, late enough that no clock in the world jumps over it. */
const HOUR = 6;

/** When a payout with a date may go: the one place that says at what time of the day. */
export function sendMoment(day: Day, timeZone: string): Date {
  return toZoned(toCalendarDateTime(parseDate(day)).set({ hour: HOUR }), timeZone).toDate();
}
