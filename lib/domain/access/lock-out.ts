import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";

/** Wrong passwords that cost nothing but themselves; people mistype. */
export const FREE_TRIES = 5;

const FIRST_WAIT_MS = 15 * SECOND_MS;
const LONGEST_WAIT_MS = 15 * MINUTE_MS;

export type TriesSoFar = {
  /** Failed tries since the last one that succeeded. */
  readonly failures: number;
  readonly lastFailedAt: Date | null;
};

/**
 * Until when the next try has to wait, or null when it may be made now. Doubles with every failure past the free ones and stops at
 * a quarter of an hour, so that a stranger who keeps guessing cannot shut the owner out for a day.
 */
export function lockedUntil({ failures, lastFailedAt }: TriesSoFar, now: Date): Date | null {
  if (failures < FREE_TRIES || !lastFailedAt) return null;
  const waitMs = Math.min(FIRST_WAIT_MS * 2 ** Math.min(failures - FREE_TRIES, 20), LONGEST_WAIT_MS);
  const until = addMs(lastFailedAt, waitMs);
  return until > now ? until : null;
}
