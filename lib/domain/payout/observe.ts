import { next, type PayoutEvent, type PayoutState } from "./lifecycle";

/** The provider's status words after translation; the same list as `ObservedStatus` of the provider contract. */
export type SeenStatus = "received" | "inFlight" | "settled" | "failed" | "cancelled" | "returned" | "needsAction" | "unrecognised";

/**
 * What an observation does to a payout. `already` and `behind` change nothing: webhooks come twice and out of order.
 * `contradiction` must be shown to a person. It moves a payout only to what is worse to be wrong about: what may have been paid is never
 * called unpaid. So whichever of two contradicting statements comes first, the end is the same.
 */
export type ObservationEffect =
  | { readonly kind: "move"; readonly event: PayoutEvent }
  | { readonly kind: "already" }
  | { readonly kind: "behind" }
  | { readonly kind: "unrecognised" }
  | { readonly kind: "contradiction"; readonly sentence: string; readonly event?: PayoutEvent };

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

/** States that say that the provider may have the payout. */
const REACHED_PROVIDER: readonly PayoutState[] = [
  "dispatching",
  "unconfirmed",
  "inFlight",
  "settled",
  "failed",
  "cancelled",
  "refused",
  "returned",
];

/** Of two ends that cannot both be so, the one that the desk goes by: what would be paid twice if it were wrongly called unpaid. */
const WEIGHT = { cancelled: 1, failed: 2, settled: 3, returned: 4 } as const satisfies Partial<Record<SeenStatus, number>>;
type End = keyof typeof WEIGHT;

/** `sentBefore`: an attempt of ours has left at some time, so that the provider may well know a payout that waits here. */
export function judgeObservation(state: PayoutState, seen: SeenStatus, { sentBefore }: { sentBefore: boolean }): ObservationEffect {
  if (seen === "unrecognised") return { kind: "unrecognised" };
  const target = STATE_OF[seen];
  if (!REACHED_PROVIDER.includes(state) || !sentBefore) {
    if (sentBefore && next(state, "resurface")) return { kind: "move", event: "resurface" };
    return { kind: "contradiction", sentence: `The provider reports it as ${seen}, but here it was never sent (${state}).` };
  }
  if (state === target) return { kind: "already" };
  if (state === "refused") return { kind: "contradiction", sentence: REFUSED_YET_THERE, event: "resurface" };

  const event = EVENT_OF[seen];
  if (next(state, event)) return { kind: "move", event };
  // A provider may settle, or send back, before its answer to our request has arrived: it has the payout, and then it has ended.
  if (state === "dispatching" || state === "unconfirmed") return { kind: "move", event: "accept" };
  if (isEnd(state) && isEnd(seen) && !mayBothBeSo(state, seen)) {
    const sentence = clashSentence(state, seen);
    return WEIGHT[seen] > WEIGHT[state] ? { kind: "contradiction", sentence, event: "resurface" } : { kind: "contradiction", sentence };
  }
  return { kind: "behind" };
}

export const REFUSED_YET_THERE = "The provider refused our request, and yet it has the payout.";

/** What clashes with what was seen earlier, whichever of them the payout's state has become. A function of what was seen, in any order. */
export function clashesOf(seen: SeenStatus, earlier: readonly string[]): readonly string[] {
  if (!isEnd(seen)) return [];
  return earlier.filter(isEnd).flatMap((other) => (mayBothBeSo(seen, other) ? [] : [clashSentence(seen, other)]));
}

export function isEnd(status: string): status is End {
  return Object.hasOwn(WEIGHT, status);
}

function mayBothBeSo(one: End, other: End): boolean {
  return one === other || (WEIGHT[one] >= WEIGHT.settled && WEIGHT[other] >= WEIGHT.settled);
}

function clashSentence(one: End, other: End): string {
  const [heavier, lighter] = WEIGHT[one] > WEIGHT[other] ? [one, other] : [other, one];
  return `The provider has reported it as ${heavier} and as ${lighter}, which cannot both be so.`;
}
