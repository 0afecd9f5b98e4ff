import { isPayoutState, type PayoutState } from "./lifecycle";

/**
 * How a payout stands, for those outside: on receipts, on the page that verifies them, and on links for customers. Coarser than the states:
 * who checks, why something is held back and what a provider calls it stay here.
 */
export const STANDINGS = [
  "beingChecked",
  "aboutToBeSent",
  "handedOver",
  "unconfirmed",
  "onItsWay",
  "paid",
  "endedUnpaid",
  "couldNotBeSent",
  "didNotArrive",
  "cameBack",
  "contradicted",
] as const;
export type Standing = (typeof STANDINGS)[number];

const OF_STATE: Readonly<Record<PayoutState, Standing>> = {
  draft: "beingChecked",
  awaitingApproval: "beingChecked",
  // What holds it back may be a check that the receiver must not know of.
  held: "beingChecked",
  approved: "aboutToBeSent",
  dispatching: "handedOver",
  unconfirmed: "unconfirmed",
  inFlight: "onItsWay",
  settled: "paid",
  discarded: "endedUnpaid",
  rejected: "endedUnpaid",
  expired: "endedUnpaid",
  cancelled: "endedUnpaid",
  refused: "couldNotBeSent",
  failed: "didNotArrive",
  returned: "cameBack",
};

/** Of a payout as it is stored. While two statements contradict each other it is called neither paid nor unpaid. */
export function standingOf({ state, contradiction }: { readonly state: string; readonly contradiction: string | null }): Standing {
  if (!isPayoutState(state)) throw new Error(`There is no such state of a payout: ${state}.`);
  return contradiction === null ? OF_STATE[state] : "contradicted";
}

export type StandingWords = {
  /** In large letters. Nothing but money that was reported as paid is called paid. */
  readonly headline: string;
  /** One sentence that anybody may read. */
  readonly sentence: string;
  readonly tone: "good" | "amber" | "red" | "slate";
};

export const STANDING_WORDS: Readonly<Record<Standing, StandingWords>> = {
  beingChecked: { headline: "Not paid yet", sentence: "It is being checked. No money has left.", tone: "amber" },
  aboutToBeSent: { headline: "Not paid yet", sentence: "It is released and about to be sent. No money has left.", tone: "amber" },
  handedOver: {
    headline: "Not confirmed as paid",
    sentence: "It is being handed to the payment provider, and whether it was paid is not known yet.",
    tone: "amber",
  },
  unconfirmed: {
    headline: "Not confirmed as paid",
    sentence: "It was sent, and the payment provider has not confirmed it. It may have been paid.",
    tone: "amber",
  },
  onItsWay: { headline: "Not paid yet", sentence: "It was sent and is on its way.", tone: "slate" },
  paid: { headline: "Paid", sentence: "The payment provider reported it as paid.", tone: "good" },
  endedUnpaid: { headline: "Not paid", sentence: "It was ended before any money was sent.", tone: "red" },
  couldNotBeSent: { headline: "Not paid", sentence: "It could not be sent. No money has left.", tone: "red" },
  didNotArrive: { headline: "Not paid", sentence: "The payment provider reported that it did not arrive.", tone: "red" },
  cameBack: { headline: "Not paid", sentence: "It was paid, and the money came back.", tone: "red" },
  contradicted: {
    headline: "Not certain",
    sentence: "Two statements about it do not agree. People are finding out which one is true.",
    tone: "amber",
  },
};
