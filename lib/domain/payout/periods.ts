import { addDays, type Day } from "@/lib/base/day";

/** Dates that people ask for by name. They move with the calendar, so that a saved link to "last 7 days" stays true. */
export const PERIODS = ["today", "yesterday", "last7Days", "last30Days", "thisMonth", "lastMonth", "last90Days", "thisYear"] as const;
export type Period = (typeof PERIODS)[number];

export const PERIOD_LABELS = {
  today: "Today",
  yesterday: "Yesterday",
  last7Days: "Last 7 days",
  last30Days: "Last 30 days",
  thisMonth: "This month",
  lastMonth: "Last month",
  last90Days: "Last 90 days",
  thisYear: "This year",
} as const satisfies Record<Period, string>;

export type DayRange = { readonly from: Day; readonly to: Day };

/** First and last day, both included. "Last 7 days" are today and the six before it. */
export function daysOf(period: Period, today: Day): DayRange {
  const monthStart = `${today.slice(0, 7)}-01`;
  const endOfLastMonth = addDays(monthStart, -1);
  const ranges = {
    today: { from: today, to: today },
    yesterday: { from: addDays(today, -1), to: addDays(today, -1) },
    last7Days: { from: addDays(today, -6), to: today },
    last30Days: { from: addDays(today, -29), to: today },
    thisMonth: { from: monthStart, to: today },
    lastMonth: { from: `${endOfLastMonth.slice(0, 7)}-01`, to: endOfLastMonth },
    last90Days: { from: addDays(today, -89), to: today },
    thisYear: { from: `${today.slice(0, 4)}-01-01`, to: today },
  } satisfies Record<Period, DayRange>;
  return ranges[period];
}
