import { currentTime } from "@/lib/base/clock";
import { type Day, dayOf } from "@/lib/base/day";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import type { Calendars } from "@/lib/domain/calendar/working-days";

/** What a form needs to say where a date goes, without the package that knows. */
export function readCalendars(): Calendars {
  return calendarsAround(readToday());
}

/** Near enough for what a form begins with; the merchant's own day is asked where it counts. */
export function readToday(): Day {
  return dayOf(currentTime(), "UTC");
}
