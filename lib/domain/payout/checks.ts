import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { PayoutState } from "./lifecycle";

/**
 * When the desk looks at a payout again by itself. The payout's own row carries the time, so that a payout without a job is
 * still found: the queue only makes it faster.
 */
const SCHEDULES = {
  approved: [20 * SECOND_MS, 20 * SECOND_MS, MINUTE_MS, 2 * MINUTE_MS, 5 * MINUTE_MS],
  held: [30 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS],
  unconfirmed: [2 * SECOND_MS, 5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS, 15 * MINUTE_MS, HOUR_MS],
  inFlight: [5 * SECOND_MS, 10 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
} as const satisfies Partial<Record<PayoutState, readonly number[]>>;

/**
 * Milliseconds from look to look at what a provider has, where its rails call for another rhythm than the desk's own: the first is
 * waited after the payout came into the state, the last is repeated.
 */
export type LookSchedule = { readonly unconfirmed?: readonly number[]; readonly inFlight?: readonly number[] };

/** Longer than any send may take (connect and answer, for token and payout): after this, whoever was sending is gone. */
export const SEND_DEADLINE_MS = 45 * SECOND_MS;

/**
 * Counted like the deadline from the intent: later nothing of it leaves any more. A process that stood still (a paused machine) must not
 * wake up and send what was given up meanwhile, and perhaps sent again.
 */
export const LEAVE_DEADLINE_MS = 30 * SECOND_MS;

/** How far a schedule is stretched at random, so that an outage does not end in everyone asking at once. */
const JITTER = 0.2;

/**
 * Milliseconds until the next look, or null where it is a person's or nobody's turn. `checks` counts the looks since the payout
 * came into this state; `random` is in [0, 1).
 */
export function nextCheckInMs({ state, checks, looks = {} }: Look, random: number): number | null {
  if (state === "dispatching") return SEND_DEADLINE_MS;
  const schedules: Partial<Record<PayoutState, readonly number[]>> = { ...SCHEDULES, ...looks };
  const schedule = schedules[state];
  if (!schedule) return null;
  const wait = schedule[Math.min(checks, schedule.length - 1)] ?? DAY_MS;
  return Math.round(wait * (1 + JITTER * random));
}

type Look = { readonly state: PayoutState; readonly checks: number; readonly looks?: LookSchedule };
