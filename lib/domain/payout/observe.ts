import { next, type PayoutEvent, type PayoutState } from "./lifecycle";

/** The provider's status words after translation; the same list as `ObservedStatus` of the provider contract. */
export type SeenStatus = "received" | "inFlight" | "settled" | "failed" | "cancelled" | "returned" | "needsAction" | "unrecognised";

/**
 * What an observation does to a payout. `already` and `behind` change nothing: webhooks come twice and out of order.
 * `contradiction` changes nothing either, and must be shown to a person: a final end is never overwritten silently.
 */
export type ObservationEffect =
  | { readonly kind: "move"; readonly event: PayoutEvent }
  | { readonly kind: "already" }
  | { readonly kind: "behind" }
  | { readonly kind: "unrecognised" }
  | { readonly kind: "contradiction"; readonly sentence: string };

const EVENT_OF = {
  received: "accept",
  inFlight: "accept",
  needsAction: "accept",
  settled: "settle",
  failed: "fail",
  cancelled: "cancel",
  returned: "bounce",
} as const satisfies Record<Exclude<SeenStatus, "unrecognised">, PayoutEvent>;

const STATE_OF = {
  received: "inFlight",
  inFlight: "inFlight",
  needsAction: "inFlight",
  settled: "settled",
  failed: "failed",
  cancelled: "cancelled",
  returned: "returned",
} as const satisfies Record<keyof typeof EVENT_OF, PayoutState>;

/** States that say the provider has had the payout, by how far they are. */
const PROGRESS: Partial<Record<PayoutState, number>> = {
  dispatching: 0,
  unconfirmed: 0,
  inFlight: 1,
  settled: 2,
  failed: 2,
  cancelled: 2,
  refused: 2,
  returned: 3,
};

/** `sentBefore`: an attempt of ours has left at some time, so that the provider may well know a payout that waits here. */
export function judgeObservation(state: PayoutState, seen: SeenStatus, { sentBefore }: { sentBefore: boolean }): ObservationEffect {
  if (seen === "unrecognised") return { kind: "unrecognised" };
  const target = STATE_OF[seen];
  const here = PROGRESS[state];
  if (here === undefined || !sentBefore) {
    if (sentBefore && next(state, "resurface")) return { kind: "move", event: "resurface" };
    return { kind: "contradiction", sentence: `The provider reports it as ${seen}, but here it was never sent (${state}).` };
  }
  if (state === target) return { kind: "already" };

  const event = EVENT_OF[seen];
  if (next(state, event)) return { kind: "move", event };
  // A provider may settle before its answer to our request has arrived: it has the payout, and then it has settled.
  if (state === "dispatching") return { kind: "move", event: "accept" };
  if ((PROGRESS[target] ?? 0) < here) return { kind: "behind" };
  return { kind: "contradiction", sentence: `The provider now reports it as ${seen}, after it was ${state} here.` };
}
