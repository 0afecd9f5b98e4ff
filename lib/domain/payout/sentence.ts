import { REJECTION_REASONS, type RejectionReason } from "@/lib/domain/approval/policy";
import { FAILURE_REASONS, type FailureMeaning, type FailureReason } from "./failure";
import type { HoldKind } from "./hold";
import type { PayoutState } from "./lifecycle";

/** What the sentence is made from: names as people know them, times as they happened. */
export type SentenceFacts = {
  readonly state: PayoutState;
  readonly providerLabel: string;
  readonly makerName: string;
  readonly neededCheckers: number;
  /** Those whose approval of the payout as it stands is on record, first to last. */
  readonly approvedBy: readonly string[];
  readonly rejection: { readonly by: string; readonly reason: RejectionReason | null } | null;
  /** The person who withdrew or cancelled it; null when nobody here did. */
  readonly stoppedBy: string | null;
  readonly failureReason: FailureReason | null;
  /** Why it is held back, in a sentence. */
  readonly holdReason: string | null;
  /** What it waits for while held. */
  readonly holdKind: HoldKind | null;
  /** How often handing it to the provider was begun. */
  readonly attempts: number;
  readonly submittedAt: Date;
  readonly stateAt: Date;
  readonly settledAt: Date | null;
  /** When it lapses, if nobody has decided by then. */
  readonly expiresAt: Date | null;
  /** When Counterfoil looks at it again by itself; null when it is a person's turn. */
  readonly nextCheckAt: Date | null;
};

/** Words, and moments that the screen writes in the reader's own time zone. */
export type SentencePart = string | Date;
export type Sentence = readonly SentencePart[];

/**
 * What happened, who acts next, until when: one sentence that support may read out. Total over the states, and careful in one
 * place above all: what is unconfirmed is never said to have failed, since the money may well have arrived.
 */
export function payoutSentence(facts: SentenceFacts): Sentence {
  return SENTENCES[facts.state](facts);
}

const SENTENCES: Record<PayoutState, (facts: SentenceFacts) => Sentence> = {
  draft: ({ makerName }) => say`It is a draft: nothing is asked of anyone until ${makerName} submits it.`,
  awaitingApproval: (facts) => waitForApproval(facts),
  approved: (facts) => waitForSending(facts),
  held: (facts) => say`It is approved but held back${reasonOf(facts.holdReason)}; ${afterHold(facts)}.`,
  dispatching: (facts) => say`It has been on its way to ${facts.providerLabel} since ${facts.stateAt}; ${whileSending(facts)}.`,
  unconfirmed: (facts) =>
    say`${facts.providerLabel} did not say whether it took this payout, so it may have been paid; ${afterSilence(facts)}.`,
  inFlight: (facts) => say`${facts.providerLabel} accepted it on ${facts.stateAt} and is paying it out; ${whileInFlight(facts)}.`,
  settled: ({ providerLabel, settledAt, stateAt }) =>
    say`${providerLabel} reported it as paid on ${settledAt ?? stateAt}, and nothing is left to do.`,
  discarded: ({ stoppedBy, stateAt }) => say`${stoppedBy ?? "The maker"} withdrew it on ${stateAt}, before any money moved.`,
  rejected: ({ rejection, makerName, stateAt }) =>
    say`${rejection?.by ?? "A checker"} rejected it on ${stateAt}${rejectedBecause(rejection?.reason)}; no money moved, and ${makerName} may mend it.`,
  expired: ({ makerName, stateAt }) =>
    say`Nobody decided on it in time and it lapsed on ${stateAt}; no money moved, and ${makerName} may make it again.`,
  refused: (facts) =>
    say`${facts.providerLabel} refused it on ${facts.stateAt}${because(facts.failureReason)}, so no money moved; ${afterFailure(facts)}.`,
  failed: (facts) =>
    say`The money did not arrive: ${facts.providerLabel} reported it as failed on ${facts.stateAt}${because(facts.failureReason)}; ${afterFailure(facts)}.`,
  cancelled: ({ stoppedBy, providerLabel, stateAt }) =>
    say`${stoppedBy ?? providerLabel} cancelled it on ${stateAt}, before it was paid, and nothing is left to do.`,
  returned: (facts) => (facts.settledAt ? paidAndReturned(facts, facts.settledAt) : returnedUnseen(facts)),
};

function waitForApproval({ approvedBy, makerName, neededCheckers, submittedAt, expiresAt }: SentenceFacts): Sentence {
  const rule = "no money moves before that";
  const until: Sentence = expiresAt ? say` by ${expiresAt}` : [];
  if (approvedBy.length > 0) {
    const missing = neededCheckers - approvedBy.length;
    const others = missing === 1 ? "one more checker has" : `${missing} more checkers have`;
    return say`${listNames(approvedBy)} approved it; ${others} to approve it too${until}, and ${rule}.`;
  }
  const checkers = neededCheckers > 1 ? `${neededCheckers} checkers other than` : "a checker other than";
  const verb = neededCheckers > 1 ? "have" : "has";
  return say`${makerName} made it on ${submittedAt}; ${checkers} ${makerName} ${verb} to approve it${until}, and ${rule}.`;
}

function waitForSending(facts: SentenceFacts): Sentence {
  const { attempts, nextCheckAt, providerLabel } = facts;
  const released = sayReleased(facts);
  if (attempts > 0) {
    const again: Sentence = nextCheckAt ? say`Counterfoil tries again on ${nextCheckAt}` : ["Counterfoil tries again in a moment"];
    return say`${released}, but ${providerLabel} did not take it at the last attempt, so no money moved; ${again}.`;
  }
  return nextCheckAt
    ? say`${released}; Counterfoil hands it to ${providerLabel} on ${nextCheckAt} at the latest.`
    : say`${released}; Counterfoil hands it to ${providerLabel} in a moment.`;
}

function sayReleased({ approvedBy, neededCheckers }: SentenceFacts): string {
  if (neededCheckers === 0) return "The policy released it without a person";
  return approvedBy.length > 0 ? `${listNames(approvedBy)} approved it` : "It is approved";
}

function afterHold({ nextCheckAt, holdKind }: SentenceFacts): Sentence {
  if (holdKind === "account") return say`once a checker has confirmed the account it goes by itself, and no money moves before that`;
  if (holdKind === "accountRejected") return say`it does not go any more, so somebody has to cancel it`;
  if (holdKind === "notAsSigned") return say`a checker has to take the approval back and decide anew, and no money moves before that`;
  if ((holdKind === "coolOff" || holdKind === "resting" || holdKind === "scheduled") && nextCheckAt)
    return say`Counterfoil sends it on ${nextCheckAt} by itself`;
  return nextCheckAt
    ? say`Counterfoil looks at it again on ${nextCheckAt}`
    : say`somebody has to release it, and no money moves before that`;
}

function whileSending({ nextCheckAt }: SentenceFacts): Sentence {
  return nextCheckAt ? say`if no answer has come by ${nextCheckAt}, Counterfoil looks it up` : say`the answer decides what follows`;
}

function afterSilence({ nextCheckAt }: SentenceFacts): Sentence {
  return nextCheckAt
    ? say`Counterfoil looks it up again on ${nextCheckAt}, and until it is known nobody should pay it another way`
    : say`a person has to find out at the provider, and until it is known nobody should pay it another way`;
}

function whileInFlight({ nextCheckAt }: SentenceFacts): Sentence {
  return nextCheckAt ? say`if no word comes, Counterfoil asks on ${nextCheckAt}` : say`its word comes next`;
}

function paidAndReturned(facts: SentenceFacts, settledAt: Date): Sentence {
  return say`It was paid on ${settledAt}, but the money came back on ${facts.stateAt}${because(facts.failureReason)}; ${afterFailure(facts)}.`;
}

function returnedUnseen(facts: SentenceFacts): Sentence {
  return say`The money came back on ${facts.stateAt}${because(facts.failureReason)}; ${afterFailure(facts)}.`;
}

/** Reasons that only say once more what the state says already. */
const SAYS_NOTHING_MORE: readonly FailureReason[] = ["returned", "unknown"];

function because(reason: FailureReason | null): string {
  if (!reason || SAYS_NOTHING_MORE.includes(reason)) return "";
  return `, because ${lowerFirst(withoutStop(FAILURE_REASONS[reason].sentence))}`;
}

function rejectedBecause(reason: RejectionReason | null | undefined): string {
  return reason ? ` (${lowerFirst(REJECTION_REASONS[reason])})` : "";
}

function reasonOf(sentence: string | null): string {
  return sentence ? `: ${lowerFirst(withoutStop(sentence))}` : "";
}

/** Whose turn it is after money did not arrive, by the table of reasons. */
const TURNS: Record<FailureMeaning["actor"], (facts: SentenceFacts, meaning: FailureMeaning) => string> = {
  receiver: ({ makerName }) => `the receiver has to act first, then ${makerName} may make another`,
  maker: ({ makerName }) => `${makerName} has to correct the facts in a new payout`,
  merchant: ({ makerName }) => `once the merchant account is topped up, ${makerName} may make another`,
  operations: ({ makerName, providerLabel }) => `somebody asks ${providerLabel} why before ${makerName} makes another`,
  provider: ({ makerName, providerLabel }, { mayRetry }) =>
    mayRetry ? `${makerName} may make another` : `somebody asks ${providerLabel} before ${makerName} makes another`,
  admin: ({ makerName }) => `an admin has to renew the connection's credentials before ${makerName} makes another`,
};

function afterFailure(facts: SentenceFacts): string {
  const meaning = FAILURE_REASONS[facts.failureReason ?? "unknown"];
  return TURNS[meaning.actor](facts, meaning);
}

function listNames(names: readonly string[]): string {
  return new Intl.ListFormat("en", { style: "long", type: "conjunction" }).format(names);
}

function lowerFirst(text: string): string {
  return /^[A-Z][a-z]/.test(text) ? text.charAt(0).toLowerCase() + text.slice(1) : text;
}

function withoutStop(text: string): string {
  return text.replace(/\.$/, "");
}

/** Joins words, moments and parts of sentences into one flat sentence. */
function say(words: TemplateStringsArray, ...values: readonly (SentencePart | Sentence)[]): Sentence {
  const said: SentencePart[] = [];
  const add = (part: SentencePart) => {
    const last = said.at(-1);
    if (typeof part === "string" && typeof last === "string") said[said.length - 1] = last + part;
    else if (part !== "") said.push(part);
  };
  words.forEach((word, place) => {
    add(word);
    const value = values[place];
    if (value === undefined) return;
    if (typeof value === "string" || value instanceof Date) add(value);
    else value.forEach(add);
  });
  return said;
}
