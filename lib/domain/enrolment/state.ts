import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";

/**
 * `wanted`: not asked of the provider yet; `pending`: the provider is at it; `needsReceiver`: the receiver has to act there;
 * `ready`: may be paid; `refused`: not under these facts, so a person has to change them and ask again.
 */
export const ENROLMENT_STATES = ["wanted", "pending", "needsReceiver", "ready", "refused"] as const;
export type EnrolmentState = (typeof ENROLMENT_STATES)[number];

export function isEnrolmentState(text: string): text is EnrolmentState {
  return ENROLMENT_STATES.some((state) => state === text);
}

/** People act in minutes or days, and a webhook usually tells: asking is the net under it. */
const SCHEDULES: Readonly<Record<EnrolmentState, readonly number[]>> = {
  wanted: [5 * SECOND_MS, 15 * SECOND_MS, MINUTE_MS, 5 * MINUTE_MS],
  pending: [10 * SECOND_MS, 30 * SECOND_MS, 2 * MINUTE_MS, 10 * MINUTE_MS, HOUR_MS],
  needsReceiver: [MINUTE_MS, 5 * MINUTE_MS, 30 * MINUTE_MS, HOUR_MS, 6 * HOUR_MS],
  // What is ready may stop being so (a wallet is paused): the provider would refuse the payout, so rarely is often enough.
  ready: [],
  refused: [],
};
const JITTER = 0.2;

/** Milliseconds until the desk asks again, or null where it is not the desk's turn. `random` is in [0, 1). */
export function nextAskInMs(state: EnrolmentState, checks: number, random: number): number | null {
  const schedule = SCHEDULES[state];
  const wait = schedule[Math.min(checks, schedule.length - 1)];
  return wait === undefined ? null : Math.round(wait * (1 + JITTER * random));
}
