import { dateFormat, relativeFormat } from "@/lib/base/formats";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/base/time";

export type TimeStyle = {
  withSeconds?: boolean;
  withZone?: boolean;
  dateOnly?: boolean;
  /** The year is left out of what lies within this one; the moment to compare with. */
  yearUnless?: Date;
};

/** "14 Mar 2026, 09:41 CET". Put together from parts, because two engines punctuate whole dates differently. */
export function formatTime(at: Date, { locale, timeZone }: { locale: string; timeZone: string }, style: TimeStyle = {}): string {
  const parts = dateFormat(locale, {
    timeZone,
    year: "numeric",
    month: "short",
    day: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    second: "2-digit",
    hourCycle: "h23",
    timeZoneName: "short",
  }).formatToParts(at);
  const part = (type: string) => parts.find((one) => one.type === type)?.value ?? "";
  const isThisYear = style.yearUnless !== undefined && yearOf(style.yearUnless, timeZone) === yearOf(at, timeZone);
  const date = `${part("day")} ${part("month")}${isThisYear ? "" : ` ${part("year")}`}`;
  if (style.dateOnly) return date;
  const clock = `${part("hour")}:${part("minute")}${style.withSeconds ? `:${part("second")}` : ""}`;
  return `${date}, ${clock}${style.withZone === false ? "" : ` ${part("timeZoneName")}`}`;
}

function yearOf(at: Date, timeZone: string): string {
  return dateFormat("en-GB", { timeZone, year: "numeric" }).format(at);
}

/** "14 Mar 2026, 08:41:07 UTC": what is compared with a bank or a log. */
export function formatUtc(at: Date): string {
  return formatTime(at, { locale: "en-GB", timeZone: "UTC" }, { withSeconds: true });
}

/** "3 min ago", "in 2 h", "5 days ago"; beyond a week nobody counts days, and the caller shows the date. */
export function formatRelative(at: Date, now: Date, locale: string): string | null {
  const ms = at.getTime() - now.getTime();
  const size = Math.abs(ms);
  if (size >= 7 * DAY_MS) return null;
  const format = relativeFormat(locale, { numeric: "auto", style: "short" });
  if (size < MINUTE_MS) return ms > 0 ? "in a moment" : "just now";
  if (size < HOUR_MS) return format.format(Math.trunc(ms / MINUTE_MS), "minute");
  if (size < DAY_MS) return format.format(Math.trunc(ms / HOUR_MS), "hour");
  return format.format(Math.trunc(ms / DAY_MS), "day");
}
