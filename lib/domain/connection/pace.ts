import { addMs, SECOND_MS } from "@/lib/base/time";

// A token bucket, kept as the two moments it comes down to: up to when the provider's pace is used up, and up to when turns are
// promised to those who wait. A quarter of what the provider allows in a second may go at once and the rest keeps to three
// quarters of it, so that no second ever holds more than the whole.

export type Pace = { readonly paceAt: Date | null; readonly paceQueueAt: Date | null };
export type Turn = { readonly kind: "go"; readonly pace: Pace } | { readonly kind: "wait"; readonly until: Date; readonly pace: Pace };

const AT_ONCE = 0.25;

/** Null for a provider that names no limit: then only its own wish to be left alone holds anybody back. */
export function takeTurn({ paceAt, paceQueueAt }: Pace, requestsPerSecond: number | null, now: Date): Turn {
  const gapMs = requestsPerSecond === null ? 0 : SECOND_MS / (requestsPerSecond * (1 - AT_ONCE));
  const atOnce = requestsPerSecond === null ? 1 : Math.max(1, Math.floor(requestsPerSecond * AT_ONCE));
  const used = later(paceAt, now);
  if (used.getTime() - now.getTime() <= (atOnce - 1) * gapMs) return { kind: "go", pace: { paceAt: addMs(used, gapMs), paceQueueAt } };
  // Those who wait come back one after another, not all at the first moment.
  const until = addMs(later(later(paceQueueAt, now), addMs(used, -(atOnce - 1) * gapMs)), gapMs);
  return { kind: "wait", until, pace: { paceAt, paceQueueAt: until } };
}

/** The provider asked to be left alone: nobody goes before, whatever was left in the bucket. */
export function pauseUntil(pace: Pace, until: Date, requestsPerSecond: number | null): Pace {
  const gapMs = requestsPerSecond === null ? 0 : SECOND_MS / (requestsPerSecond * (1 - AT_ONCE));
  const atOnce = requestsPerSecond === null ? 1 : Math.max(1, Math.floor(requestsPerSecond * AT_ONCE));
  return { ...pace, paceAt: later(pace.paceAt, addMs(until, (atOnce - 1) * gapMs)) };
}

function later(one: Date | null, other: Date): Date {
  return one !== null && one > other ? one : other;
}
