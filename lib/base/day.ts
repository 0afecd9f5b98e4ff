import { DAY_MS } from "./time";

/** A calendar day as people write it in addresses and files, "2026-11-01". Which instants it covers depends on the zone. */
export type Day = string;

export function isDay(text: string): boolean {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (!match) return false;
  const at = new Date(`${text}T00:00:00Z`);
  // JavaScript reads the 30th of February as the 2nd of March.
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

export function dayOf(at: Date, timeZone: string): Day {
  return new Date(at.getTime() + offsetMs(at, timeZone)).toISOString().slice(0, 10);
}

export function addDays(day: Day, days: number): Day {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
}

/** The first instant of a day in a zone; where clocks jump over midnight, that is one o'clock. */
export function startOfDay(day: Day, timeZone: string): Date {
  const midnight = Date.parse(`${day}T00:00:00Z`);
  // The zone's offset may change around this midnight, so both neighbours' offsets are tried.
  const candidates = [midnight - DAY_MS, midnight + DAY_MS]
    .map((nearby) => new Date(midnight - offsetMs(new Date(nearby), timeZone)))
    .filter((candidate) => dayOf(candidate, timeZone) === day)
    .sort((a, b) => a.getTime() - b.getTime());
  return candidates[0] ?? new Date(midnight);
}

/** How far the zone's clocks are ahead of UTC at an instant. */
function offsetMs(at: Date, timeZone: string): number {
  const part = Object.fromEntries(
    clockOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = part;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at.getTime() / 1000) * 1000;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const clock = new Intl.DateTimeFormat("en-US", {
    timeZone,
    hourCycle: "h23",
    year: "numeric",
    month: "numeric",
    day: "numeric",
    hour: "numeric",
    minute: "numeric",
    second: "numeric",
  });
  clocks.set(timeZone, clock);
  return clock;
}
