import type { Currency } from "@/lib/base/currency";
import { addDays, type Day } from "@/lib/base/day";

/** Days besides weekends on which banks do not move money, and what they are called. */
export type ClosedDays = Readonly<Record<Day, string>>;

export type WorkingCalendar = {
  /** As people know it, before "day": TARGET, UK bank. Null: weekends only. */
  readonly name: "TARGET" | "UK bank" | null;
  readonly closed: ClosedDays;
};

/** The calendars that there are, for some years: what lies outside of these is guessed by nobody. */
export type Calendars = {
  readonly TARGET: WorkingCalendar;
  readonly UK: WorkingCalendar;
  readonly fromYear: number;
  readonly toYear: number;
};

const WEEKENDS: WorkingCalendar = { name: null, closed: {} };

/** The calendar by which banks move a currency; where no bank of ours does, only weekends are closed. */
export function calendarFor(currency: Currency, calendars: Calendars): WorkingCalendar {
  if (currency === "EUR") return calendars.TARGET;
  return currency === "GBP" ? calendars.UK : WEEKENDS;
}

/** What happens to a date on which banks are closed. */
export const CLOSED_DAY_RULES = ["after", "before", "refuse"] as const;
export type ClosedDayRule = (typeof CLOSED_DAY_RULES)[number];

/** Of a date that may be a closed day, in the words of a form. */
export const CLOSED_DAY_WORDS = {
  after: "The working day after",
  before: "The working day before",
  refuse: "Do not send it then",
} as const satisfies Record<ClosedDayRule, string>;

export function isWorkingDay(day: Day, { closed }: WorkingCalendar): boolean {
  return weekdayOf(day) <= 5 && !Object.hasOwn(closed, day);
}

/** The nearest working day in a direction, the day itself included. */
export function nearestWorkingDay(day: Day, direction: 1 | -1, calendar: WorkingCalendar): Day {
  let found = day;
  while (!isWorkingDay(found, calendar)) found = addDays(found, direction);
  return found;
}

/** So many working days before a day; none: the day itself. */
export function workingDaysBefore(day: Day, count: number, calendar: WorkingCalendar): Day {
  let found = day;
  for (let left = count; left > 0; left -= 1) found = nearestWorkingDay(addDays(found, -1), -1, calendar);
  return found;
}

export type Shifted =
  | { readonly kind: "same"; readonly day: Day }
  /** `sentence` says what was in the way and where it goes instead. */
  | { readonly kind: "shifted"; readonly day: Day; readonly sentence: string }
  | { readonly kind: "refused"; readonly sentence: string };

/** Where a date goes by the rule for days on which banks are closed. */
export function shiftDay(day: Day, rule: ClosedDayRule, calendar: WorkingCalendar): Shifted {
  if (isWorkingDay(day, calendar)) return { kind: "same", day };
  const sentence = sayClosed(day, calendar);
  if (rule === "refuse") return { kind: "refused", sentence: `${sentence}.` };
  const goesOn = nearestWorkingDay(day, rule === "after" ? 1 : -1, calendar);
  return { kind: "shifted", day: goesOn, sentence: `${sentence}: it goes on ${sayDay(goesOn, { near: day })}.` };
}

function sayClosed(day: Day, { name, closed }: WorkingCalendar): string {
  const holiday = weekdayOf(day) <= 5 ? closed[day] : undefined;
  return `${sayDay(day)} is not a ${name ?? "working"} day${holiday ? ` (${holiday})` : ""}`;
}

/** Monday is 1, Sunday 7. */
export function weekdayOf(day: Day): number {
  return ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

/** "Saturday 26 December 2026"; the month and the year are left out where another day, named just before, has them already. */
export function sayDay(day: Day, { near }: { near?: Day } = {}): string {
  const isSameYear = near?.slice(0, 4) === day.slice(0, 4);
  const isSameMonth = near?.slice(0, 7) === day.slice(0, 7);
  const format = isSameMonth ? SAID.inMonth : isSameYear ? SAID.inYear : SAID.whole;
  return format.format(new Date(`${day}T00:00:00Z`)).replace(",", "");
}

const WITHIN_MONTH = { timeZone: "UTC", weekday: "long", day: "numeric" } as const;
const SAID = {
  inMonth: new Intl.DateTimeFormat("en-GB", WITHIN_MONTH),
  inYear: new Intl.DateTimeFormat("en-GB", { ...WITHIN_MONTH, month: "long" }),
  whole: new Intl.DateTimeFormat("en-GB", { ...WITHIN_MONTH, month: "long", year: "numeric" }),
} as const;
