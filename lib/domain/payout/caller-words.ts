import { FAILURE_REASONS, type FailureMeaning, type FailureReason } from "./failure";
import type { PayoutState } from "./lifecycle";
import type { Sentence } from "./sentence";

/** What may be known to somebody outside: no names of colleagues, no provider's words, no reason that would warn a fraudster. */
export type CallerFacts = {
  readonly state: PayoutState;
  readonly failureReason: FailureReason | null;
  readonly submittedAt: Date;
  readonly sentAt: Date | null;
  readonly settledAt: Date | null;
  readonly stateAt: Date;
};

export type CallerWords = {
  /** May be read out as it stands. */
  readonly say: Sentence;
  /** What must not be said, and why. */
  readonly neverSay: readonly string[];
};

/** What support may say on the telephone about a payout, and what it may not. Total over the states. */
export function callerWords(facts: CallerFacts): CallerWords {
  const { say, neverSay } = WORDS[facts.state];
  return { say: say(facts), neverSay: [...neverSay, ...ALWAYS] };
}

const ALWAYS: readonly string[] = ["The account number. Let the caller name its last four digits, and only say whether they fit."];

type Words = { readonly say: (facts: CallerFacts) => Sentence; readonly neverSay: readonly string[] };

const BEING_CHECKED: Words = {
  say: ({ submittedAt }) => ["Your payout was asked for on ", submittedAt, " and is being checked on our side. No money has left yet."],
  neverSay: ["When it will be paid: nobody has released it yet.", "Who checks it."],
};

const BEING_SENT: Words = {
  say: ({ submittedAt }) => ["Your payout was asked for on ", submittedAt, ", it is released, and it is about to be sent."],
  neverSay: ["That it has been sent: no money has left yet."],
};

const ENDED_UNPAID: Words = {
  say: ({ stateAt }) => ["This payout was ended on ", stateAt, ", before any money was sent."],
  neverSay: ["Why, and by whom: the colleagues who ended it decide what is said.", "That another one follows, unless it is on file."],
};

const WORDS: Readonly<Record<PayoutState, Words>> = {
  draft: {
    say: () => ["There is no payout under way for this yet."],
    neverSay: ["That one has been prepared: it may never be asked for."],
  },
  awaitingApproval: BEING_CHECKED,
  approved: BEING_SENT,
  held: {
    say: ({ submittedAt }) => ["Your payout was asked for on ", submittedAt, " and is still being worked on. No money has left yet."],
    neverSay: ["Why it is held back: the reason may be a check that the caller must not know of.", "When it will be paid."],
  },
  dispatching: {
    say: ({ stateAt }) => ["Your payout is being handed to our payment provider, since ", stateAt, "."],
    neverSay: ["That it has been paid or has failed: neither is known yet."],
  },
  unconfirmed: {
    say: ({ sentAt, stateAt }) => [
      "Your payout was sent on ",
      sentAt ?? stateAt,
      ", and we are waiting for our payment provider to confirm it. You need not do anything.",
    ],
    neverSay: ["That it failed: it may have been paid.", "That it will be sent again or paid another way: that could pay it twice."],
  },
  inFlight: {
    say: ({ sentAt, stateAt }) => [
      "Your payout was sent on ",
      sentAt ?? stateAt,
      " and is on its way. We are told as soon as it has been paid.",
    ],
    neverSay: ["That it has arrived.", "The hour at which it arrives: the receiver's bank decides that."],
  },
  settled: {
    say: ({ settledAt, stateAt }) => [
      "Your payout was paid on ",
      settledAt ?? stateAt,
      ". Should your bank not show it yet, give it the payment's proof id.",
    ],
    neverSay: ["That the receiver's bank has booked it: we are told that it was paid, and banks may take a day longer."],
  },
  discarded: ENDED_UNPAID,
  rejected: ENDED_UNPAID,
  expired: ENDED_UNPAID,
  cancelled: ENDED_UNPAID,
  refused: {
    say: ({ stateAt, failureReason }) => ["Your payout could not be sent on ", stateAt, `, and no money has left.${askOf(failureReason)}`],
    neverSay: ["The provider's own words.", "That another one follows, unless it is on file."],
  },
  failed: {
    say: ({ stateAt, failureReason }) => ["Your payout did not arrive: we were told so on ", stateAt, `.${askOf(failureReason)}`],
    neverSay: ["The provider's own words.", "That another one follows, unless it is on file."],
  },
  returned: {
    say: ({ stateAt, failureReason }) => ["Your payout came back to us on ", stateAt, `.${askOf(failureReason)}`],
    neverSay: ["That the caller's bank made a mistake.", "That another one follows, unless it is on file."],
  },
};

/** What the caller can do about it, where it is theirs. */
const ASKS: Readonly<Record<FailureMeaning["actor"], string>> = {
  receiver: " Please do what our payment provider has asked of you, then we can pay it.",
  maker: " We have to compare your account details with you before we can pay it.",
  merchant: " You need not do anything: we are working on it.",
  operations: " You need not do anything: we are finding out why.",
  provider: " You need not do anything: we are finding out why.",
  admin: " You need not do anything: we are working on it.",
};

function askOf(reason: FailureReason | null): string {
  return ASKS[FAILURE_REASONS[reason ?? "unknown"].actor];
}
