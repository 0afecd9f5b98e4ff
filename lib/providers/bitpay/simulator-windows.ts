import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";

/** Hours of the day, UTC, at which BitPay executes what it has been given. */
const HOURS = [14, 21] as const;

/** The minute in which a window opens; everything in it is executed at once. */
export function isWindow(now: Date): boolean {
  return HOURS.some((hour) => hour === now.getUTCHours()) && now.getUTCMinutes() === 0;
}

/** The next that opens after now. */
export function nextWindow(now: Date): Date {
  const midnight = new Date(Math.floor(now.getTime() / DAY_MS) * DAY_MS);
  const openings = [0, DAY_MS].flatMap((dayMs) => HOURS.map((hour) => addMs(midnight, dayMs + hour * HOUR_MS)));
  return openings.find((opening) => opening > now) ?? addMs(now, DAY_MS);
}
