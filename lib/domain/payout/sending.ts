import type { PayoutEvent } from "./lifecycle";

/** The four ends of handing a payout to a provider, one to one with the four ways out of `dispatching`. */
export const SEND_END_EVENTS = {
  accepted: "accept",
  refused: "refuse",
  notSent: "stayHome",
  unknown: "loseTrack",
} as const satisfies Record<string, PayoutEvent>;
