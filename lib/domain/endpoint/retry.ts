import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";

/** How long after each failed try the next one begins; after the last there is none. About three days in all. */
export const RETRY_PAUSES_MS: readonly number[] = [
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
];

/** What all of an endpoint's events wait for together would come back as one wave: a part of each pause is left to chance. */
const SPREAD = 0.1;

/** An endpoint that asks to be left alone for a while is; but it does not decide when we are done. */
const LONGEST_ASKED_MS = HOUR_MS;

/** Null: that was the last try. `step`: how many tries of this round failed before this one. `dice` in [0, 1). */
export function pauseAfterFailure({ step, dice, askedMs }: { step: number; dice: number; askedMs: number | null }): number | null {
  const pause = RETRY_PAUSES_MS[step];
  if (pause === undefined) return null;
  return Math.max(Math.round(pause * (1 + SPREAD * dice)), Math.min(askedMs ?? 0, LONGEST_ASKED_MS));
}

/** An endpoint to which nothing could be delivered for so long is switched off. */
export const GIVEN_UP_AFTER_MS = 3 * DAY_MS;

/** One try, from the question for the name to the last byte of the answer. */
export const TRY_TIMEOUT_MS = 15 * SECOND_MS;

/** Whoever has been at one try for so long is dead. Longer than a try, and than noting its end. */
export const TRY_LEASE_MS = 60 * SECOND_MS;

/** How many tries run at once to one endpoint; to one that fails, just enough to see that it is back. */
export const TRIES_AT_ONCE = { healthy: 5, failing: 1 } as const;

/** For so long what was sent is kept, to be looked at and sent again. */
export const EVENTS_KEPT_DAYS = 30;
