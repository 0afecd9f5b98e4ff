import { addDays, type Day, isDay } from "@/lib/base/day";

/** A day as people say it, and what is left of the text without it. */
export type SpokenDay = { readonly day: Day | null; readonly rest: string };

const MONTHS: readonly string[] = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const MONTH = `(${MONTHS.join("|")})[a-z]*\\.?`;

type Reading = { readonly pattern: RegExp; readonly read: (parts: readonly string[], today: Day) => Day | null };

/** First fit counts. Days come before months, as nearly everywhere; the other way round only where that cannot be. */
const READINGS: readonly Reading[] = [
  { pattern: /\b(\d{4})-(\d{1,2})-(\d{1,2})\b/, read: ([year, month, day]) => dayFrom(year, month, day) },
  {
    pattern: /\b(\d{1,2})([./-])(\d{1,2})\2(\d{4}|\d{2})\b/,
    read: ([first, , second, year]) => dayFrom(year, second, first) ?? dayFrom(year, first, second),
  },
  {
    pattern: new RegExp(`\\b(\\d{1,2})(?:st|nd|rd|th|\\.)?\\s*(?:of\\s+)?${MONTH}(?:,?\\s+(\\d{4}))?(?![\\w.])`, "i"),
    read: ([day, month, year], today) => namedDay({ day, month, year }, today),
  },
  {
    pattern: new RegExp(`\\b${MONTH}\\s+(\\d{1,2})(?:st|nd|rd|th)?(?:,?\\s+(\\d{4}))?(?![\\w.])`, "i"),
    read: ([month, day, year], today) => namedDay({ day, month, year }, today),
  },
  { pattern: /\b(\d{1,2})\/(\d{1,2})\b/, read: ([day, month], today) => lastSuchDay(month, day, today) },
  { pattern: /\btoday\b/i, read: (_, today) => today },
  { pattern: /\byesterday\b/i, read: (_, today) => addDays(today, -1) },
];

/** "2026-11-20", "20.11.2026", "20/11", "3 November", "Nov 3rd, 2026", "yesterday". Without a year the last such day is meant. */
export function readSpokenDay(text: string, today: Day): SpokenDay {
  for (const { pattern, read } of READINGS) {
    const found = pattern.exec(text);
    const day = found && read(found.slice(1), today);
    if (found && day) return { day, rest: `${text.slice(0, found.index)} ${text.slice(found.index + found[0].length)}`.trim() };
  }
  return { day: null, rest: text };
}

function dayFrom(year: string | undefined, month: string | undefined, day: string | undefined): Day | null {
  const whole = year?.length === 2 ? `20${year}` : year;
  const written = `${whole}-${month?.padStart(2, "0")}-${day?.padStart(2, "0")}`;
  return isDay(written) ? written : null;
}

type Named = { readonly day: string | undefined; readonly month: string | undefined; readonly year: string | undefined };

function namedDay({ day, month = "", year }: Named, today: Day): Day | null {
  const place = MONTHS.indexOf(month.toLowerCase().slice(0, 3));
  return year ? dayFrom(year, String(place + 1), day) : lastSuchDay(String(place + 1), day, today);
}

function lastSuchDay(month: string | undefined, day: string | undefined, today: Day): Day | null {
  const year = Number(today.slice(0, 4));
  // Eight years hold a 29th of February.
  for (let back = 0; back <= 8; back += 1) {
    const candidate = dayFrom(String(year - back), month, day);
    if (candidate && candidate <= today) return candidate;
  }
  return null;
}
