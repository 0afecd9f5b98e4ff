import { dateFormat } from "@/lib/base/formats";

/** Whole days in the person's zone, both ends included, as ISO dates. Absolute, so that a link shows the same rows next week. */
export type DateRange = { from: string; to: string };

export type DatePreset = { id: string; text: string; range: DateRange };

const DAY_MS = 86_400_000;

/** `today` is the ISO date in the person's zone; what follows is calendar arithmetic and needs no zone. */
export function datePresets(today: string): readonly DatePreset[] {
  const monthStart = `${today.slice(0, 8)}01`;
  const lastMonthEnd = addDays(monthStart, -1);
  return [
    { id: "today", text: "Today", range: { from: today, to: today } },
    { id: "yesterday", text: "Yesterday", range: { from: addDays(today, -1), to: addDays(today, -1) } },
    { id: "last7Days", text: "Last 7 days", range: { from: addDays(today, -6), to: today } },
    { id: "last30Days", text: "Last 30 days", range: { from: addDays(today, -29), to: today } },
    { id: "last90Days", text: "Last 90 days", range: { from: addDays(today, -89), to: today } },
    { id: "thisMonth", text: "This month", range: { from: monthStart, to: today } },
    { id: "lastMonth", text: "Last month", range: { from: `${lastMonthEnd.slice(0, 8)}01`, to: lastMonthEnd } },
    { id: "thisYear", text: "This year", range: { from: `${today.slice(0, 5)}01-01`, to: today } },
  ];
}

/** "Last 7 days" when it is one of the presets, else "3 Mar – 9 Apr 2026". */
export function sayDateRange(range: DateRange, today: string, locale: string): string {
  const preset = datePresets(today).find(({ range: { from, to } }) => from === range.from && to === range.to);
  if (preset) return preset.text;
  const format = dateFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" });
  // Engines disagree on which kind of space stands round the dash, and the page must read the same in both.
  return format.formatRange(toUtc(range.from), toUtc(range.to)).replace(/\s/g, " ");
}

/** "3 Mar 2026". */
export function sayDay(day: string, locale: string): string {
  return dateFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }).format(toUtc(day));
}

/** The calendar day that it is somewhere: 23:30 in London is already tomorrow in Berlin. */
export function dayIn(timeZone: string, at: Date): string {
  const parts = dateFormat("en-GB", { timeZone, year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  return `${part("year")}-${part("month")}-${part("day")}`;
}

export function addDays(day: string, days: number): string {
  return new Date(toUtc(day).getTime() + days * DAY_MS).toISOString().slice(0, 10);
}

function toUtc(day: string): Date {
  return new Date(`${day}T00:00:00Z`);
}
