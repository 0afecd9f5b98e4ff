import { type Day, isDay } from "@/lib/base/day";
import type { Conventions } from "./conventions";

/** A day as the file writes it; null where it is none, or may be two. */
export function readDay(text: string, { days }: Conventions): Day | null {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})/.exec(text);
  if (iso) return dayFrom(iso[1], iso[2], iso[3]);
  const match = /^(\d{1,2})([./-])(\d{1,2})[./-](\d{2}|\d{4})$/.exec(text);
  if (!match) return null;
  const [, first, mark, second, written = ""] = match;
  const year = written.length === 2 ? `20${written}` : written;
  const isDayFirst = mark === "." || Number(first) > 12 || days === "dayFirst";
  const isMonthFirst = !isDayFirst && (Number(second) > 12 || days === "monthFirst");
  if (isDayFirst) return dayFrom(year, second, first);
  return isMonthFirst ? dayFrom(year, first, second) : null;
}

function dayFrom(year = "", month = "", day = ""): Day | null {
  const text = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  return isDay(text) ? text : null;
}
