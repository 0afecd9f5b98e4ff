import { currentTime } from "@/lib/base/clock";
import { dayOf } from "@/lib/base/day";
import { calendarsAround } from "@/lib/domain/calendar/calendars-around";
import type { Calendars } from "@/lib/domain/calendar/working-days";

/** What a form needs to say where a date goes, without the package that knows. */
export function readCalendars(): Calendars {
  return calendarsAround(dayOf(currentTime(), "UTC"));
}
