import { addMs, DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/base/time";
import type { Dice } from "./random";

/** How busy each hour of a working day is, by the merchant's own clock. The night belongs to machines. */
const HOURS = [0.3, 0.2, 0.2, 0.2, 0.3, 0.5, 1, 3, 8, 12, 13, 12, 9, 10, 11, 10, 8, 5, 3, 2, 1.5, 1, 0.7, 0.5];
const HOURS_SUM = HOURS.reduce((sum, hour) => sum + hour, 0);
const WEEKEND = 0.3;
const OFFICE = { from: 8, to: 18 } as const;

/** The merchant's clock, as far as seeds need it: its distance from UTC, looked up once a day. */
export class Calendar {
  private readonly offsets = new Map<number, number>();
  private readonly format: Intl.DateTimeFormat;

  constructor(timeZone: string) {
    this.format = new Intl.DateTimeFormat("en-GB", { timeZone, timeZoneName: "longOffset" });
  }

  isOfficeTime(atMs: number): boolean {
    const local = this.localMs(atMs);
    const hour = Math.floor((local % DAY_MS) / HOUR_MS);
    return !isWeekend(local) && hour >= OFFICE.from && hour < OFFICE.to;
  }

  /** The same moment if someone is at their desk, else some time on the next working morning. */
  whenSomeoneIsThere(atMs: number, dice: Dice): number {
    let at = atMs;
    for (let tries = 0; !this.isOfficeTime(at) && tries < 8; tries += 1) {
      const local = this.localMs(at);
      const hour = Math.floor((local % DAY_MS) / HOUR_MS);
      const days = hour < OFFICE.from ? 0 : 1;
      at += Math.floor(local / DAY_MS + days) * DAY_MS + OFFICE.from * HOUR_MS - local + dice.between(0, 90 * MINUTE_MS);
    }
    return at;
  }

  /** `count` moments between two dates, in ascending order: growing slowly, quiet at weekends, busy at month's end. */
  *moments({ count, from, to, dice }: { count: number; from: Date; to: Date; dice: Dice }): Generator<number> {
    const days: { startMs: number; weight: number }[] = [];
    for (let startMs = this.startOfDay(from.getTime()); startMs < to.getTime(); startMs += DAY_MS) {
      const local = this.localMs(startMs + DAY_MS / 2);
      const age = (startMs - from.getTime()) / (to.getTime() - from.getTime());
      const monthEnd = new Date(local).getUTCDate() >= 27 ? 1.25 : 1;
      const weight = (isWeekend(local) ? WEEKEND : 1) * monthEnd * (0.75 + 0.5 * age) * (0.88 + 0.24 * dice.roll());
      days.push({ startMs, weight: weight * shareOfDay(to.getTime() - startMs) });
    }
    const sum = days.reduce((total, { weight }) => total + weight, 0);
    let reached = 0;
    let told = 0;
    for (const { startMs, weight } of days) {
      reached += weight;
      const until = Math.round((reached / sum) * count);
      yield* this.momentsOfDay({ startMs, count: until - told, latestMs: to.getTime() - startMs, dice });
      told = until;
    }
  }

  private *momentsOfDay({ startMs, count, latestMs, dice }: { startMs: number; count: number; latestMs: number; dice: Dice }) {
    const busy = shareOfDay(latestMs) * HOURS_SUM;
    const offsets = Array.from({ length: count }, () => {
      let left = dice.roll() * busy;
      const hour = HOURS.findIndex((weight) => {
        left -= weight;
        return left < 0;
      });
      const share = 1 + left / (HOURS[hour] ?? 1);
      return Math.min((Math.max(hour, 0) + share) * HOUR_MS, latestMs - 1);
    });
    for (const offset of offsets.sort((a, b) => a - b)) yield Math.floor(startMs + offset);
  }

  private startOfDay(atMs: number): number {
    const local = this.localMs(atMs);
    return atMs - (local % DAY_MS);
  }

  private localMs(atMs: number): number {
    const day = Math.floor(atMs / DAY_MS);
    const known = this.offsets.get(day);
    if (known !== undefined) return atMs + known;
    const name = this.format.formatToParts(addMs(new Date(0), day * DAY_MS)).find(({ type }) => type === "timeZoneName")?.value ?? "";
    const [, sign = "+", hours = "0", minutes = "0"] = /([+-])(\d\d):(\d\d)/.exec(name) ?? [];
    const offset = (Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS) * (sign === "-" ? -1 : 1);
    this.offsets.set(day, offset);
    return atMs + offset;
  }
}

/** How much of a day's work has been done this long after midnight. */
function shareOfDay(sinceMidnightMs: number): number {
  if (sinceMidnightMs >= DAY_MS) return 1;
  const done = HOURS.reduce((sum, weight, hour) => sum + weight * Math.min(Math.max(sinceMidnightMs / HOUR_MS - hour, 0), 1), 0);
  return done / HOURS_SUM;
}

function isWeekend(localMs: number): boolean {
  const weekday = (Math.floor(localMs / DAY_MS) + 4) % 7;
  return weekday === 0 || weekday === 6;
}
