import Holidays from "date-holidays";
import type { Day } from "@/lib/base/day";
import type { Calendars, ClosedDays } from "./working-days";

// The one reader of the package that knows holidays. It brings the whole world's, so it stays on the server; a browser is given the days.

/** TARGET is closed on six days wherever a bank sits, which are no country's. */
const TARGET_DAYS = {
  "01-01": "New Year's Day",
  "easter -2": "Good Friday",
  "easter 1": "Easter Monday",
  "05-01": "Labour Day",
  "12-25": "Christmas Day",
  "12-26": "the second day of Christmas",
} as const;

type System = "TARGET" | "UK";
const SYSTEMS: Readonly<Record<System, () => Holidays>> = {
  TARGET: () => {
    const target = new Holidays();
    for (const [rule, name] of Object.entries(TARGET_DAYS)) target.setHoliday(rule, { name: { en: name }, type: "public" });
    return target;
  },
  // What England and Wales keep: Scotland's and Northern Ireland's own days stop no payment system.
  UK: () => new Holidays("GB", "ENG", { types: ["public"], languages: ["en"] }),
};

const asked = new Map<System, Holidays>();
const known = new Map<string, ClosedDays>();

function closedDays(system: System, year: number): ClosedDays {
  const remembered = known.get(`${system} ${year}`);
  if (remembered) return remembered;
  const holidays = asked.get(system) ?? SYSTEMS[system]();
  asked.set(system, holidays);
  const days: Record<Day, string> = {};
  for (const { date, name } of holidays.getHolidays(year)) days[date.slice(0, 10)] ??= name.replace(" (substitute day)", "");
  known.set(`${system} ${year}`, days);
  return days;
}

const YEARS_AHEAD = 8;

/** Every closed day from the year before a day to some years after it: as far as anybody plans. */
export function calendarsAround(day: Day): Calendars {
  const fromYear = Number(day.slice(0, 4)) - 1;
  const toYear = fromYear + 1 + YEARS_AHEAD;
  const all = (system: System) => {
    const closed: Record<Day, string> = {};
    for (let year = fromYear; year <= toYear; year += 1) Object.assign(closed, closedDays(system, year));
    return closed;
  };
  return { TARGET: { name: "TARGET", closed: all("TARGET") }, UK: { name: "UK bank", closed: all("UK") }, fromYear, toYear };
}
