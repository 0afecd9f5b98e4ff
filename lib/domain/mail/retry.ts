import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";

/** What is older is no news any more: nobody is written to about it, however long the mail server was away. */
export const MAIL_IS_NEWS_FOR_MS = 3 * DAY_MS;

/** Whoever has been sending one for so long is dead. Longer than all of the transport's own time-outs together. */
export const MAIL_LEASE_MS = 5 * MINUTE_MS;

const FIRST_PAUSE_MS = 15 * SECOND_MS;

/** Twice as long after each try, an hour at most: 15 s, 30 s, 1 min, ... */
export function pauseAfterTry(tries: number): number {
  return Math.min(FIRST_PAUSE_MS * 2 ** Math.min(tries - 1, 16), HOUR_MS);
}
