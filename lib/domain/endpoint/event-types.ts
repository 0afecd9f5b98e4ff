import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";

/**
 * What a merchant's systems are told of each move that a payout can make: one event for one move, and no move without one. Names are
 * promises: they are added to, never changed.
 */
export const EVENT_OF_MOVE = {
  submit: "payout.created",
  discard: "payout.discarded",
  approve: "payout.approved",
  reject: "payout.rejected",
  withdraw: "payout.withdrawn",
  expire: "payout.expired",
  mend: "payout.changed",
  revoke: "payout.approvalUndone",
  reopen: "payout.rejectionUndone",
  hold: "payout.held",
  release: "payout.released",
  cancel: "payout.cancelled",
  dispatch: "payout.sending",
  accept: "payout.sent",
  stayHome: "payout.notSent",
  refuse: "payout.refused",
  loseTrack: "payout.unconfirmed",
  resurface: "payout.unconfirmed",
  findAbsent: "payout.notSent",
  settle: "payout.paid",
  fail: "payout.failed",
  bounce: "payout.returned",
} as const satisfies Record<PayoutEvent, `payout.${string}`>;

export type PayoutEventType = (typeof EVENT_OF_MOVE)[PayoutEvent];

/** What each one says, after "The payout"; in the order in which a payout meets them. */
const EVENT_SENTENCES: Readonly<Record<PayoutEventType, string>> = {
  "payout.created": "was asked for",
  "payout.changed": "was changed before its approval, and waits for it anew",
  "payout.approved": "was approved, by people or by policy",
  "payout.approvalUndone": "lost its approval again, and waits for it anew",
  "payout.rejected": "was rejected; its maker may still mend it",
  "payout.rejectionUndone": "is no longer rejected, and waits for approval anew",
  "payout.withdrawn": "was taken back by its maker before it was approved",
  "payout.expired": "was not decided on in time",
  "payout.discarded": "was let go before it was approved",
  "payout.held": "waits although it is approved, for money, for a receiver or for a freeze to end",
  "payout.released": "waits no longer",
  "payout.cancelled": "was stopped, and was not paid",
  "payout.sending": "is being handed to its provider",
  "payout.notSent": "surely did not reach its provider; it is tried again",
  "payout.sent": "is with its provider, who has taken it",
  "payout.unconfirmed": "may have been paid and may not; it is being looked up. Never make another in its place",
  "payout.refused": "was refused by its provider, and was not paid",
  "payout.paid": "was paid",
  "payout.failed": "was not paid: its provider gave it up after taking it",
  "payout.returned": "came back after it was paid",
};

/** What is told of a file of payouts, after "The file". Each of its payouts tells its own moves besides. */
const BATCH_EVENT_SENTENCES = {
  "batch.read": "was read to its end: its rows may be looked at and submitted",
  "batch.broken": "could not be read to its end, and nothing of it is paid as it stands",
  "batch.submitted": "was submitted: its ready rows are about to be payouts",
  "batch.completed": "has become payouts, each submitted row one, but for those of which none could be made",
} as const;

export type BatchEventType = keyof typeof BATCH_EVENT_SENTENCES;
export type EventType = PayoutEventType | BatchEventType;

export const PAYOUT_EVENT_TYPES = Object.keys(EVENT_SENTENCES).filter(isPayoutEventType);
export const BATCH_EVENT_TYPES = Object.keys(BATCH_EVENT_SENTENCES).filter(isBatchEventType);
export const EVENT_TYPES: readonly EventType[] = [...PAYOUT_EVENT_TYPES, ...BATCH_EVENT_TYPES];

export function isEventType(text: string): text is EventType {
  return isPayoutEventType(text) || isBatchEventType(text);
}

export function sayEvent(type: EventType): string {
  return isBatchEventType(type) ? `The file ${BATCH_EVENT_SENTENCES[type]}.` : `The payout ${EVENT_SENTENCES[type]}.`;
}

function isPayoutEventType(text: string): text is PayoutEventType {
  return Object.hasOwn(EVENT_SENTENCES, text);
}

export function isBatchEventType(text: string): text is BatchEventType {
  return Object.hasOwn(BATCH_EVENT_SENTENCES, text);
}

/** What the test key sends: it says nothing of any payout. */
export const TEST_EVENT = "endpoint.test";
