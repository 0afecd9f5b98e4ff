import { FILTER_KINDS, FILTER_NAMES, type FilterName } from "@/lib/domain/payout/filters";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { CANCELLED_PAYOUT, NEXT_CURSOR, PAYOUT, pageWith, TIMELINE_ENTRY } from "./examples";
import type { Example, QueryParameter, RestOperation } from "./operation";

const IBAN = { kind: "iban", iban: "DE89370400440532013000" };

const ORDERS: readonly Example[] = [
  {
    name: "inline",
    summary: "Open loop, to an account named here",
    value: {
      connection: "ivy-eur",
      amountMinor: 5_000,
      currency: "EUR",
      to: { type: "inline", name: "Anna Schmidt", account: IBAN },
      reference: "INV-1042",
      metadata: { order: "1042" },
    },
  },
  {
    name: "receiverAccount",
    summary: "Open loop, to an account on file",
    value: {
      connection: "ivy-eur",
      amountMinor: "5000",
      currency: "EUR",
      to: { type: "receiverAccount", receiverAccountId: PAYOUT.receiver.accountId },
      reference: "INV-1042",
      statementText: "Invoice 1042",
    },
  },
  {
    name: "dated",
    summary: "On a day, or the working day after it",
    value: {
      ...{ connection: "ivy-eur", amountMinor: 80_000, currency: "EUR", reference: "RENT-2027-01" },
      to: { type: "receiverAccount", receiverAccountId: PAYOUT.receiver.accountId },
      ...{ sendOn: "2027-01-01", onClosedDay: "after" },
    },
  },
  {
    name: "order",
    summary: "Closed loop, back to the order that paid in",
    value: {
      connection: "ivy-eur",
      amountMinor: 2_500,
      currency: "EUR",
      to: { type: "order", orderId: "ord-2026-1042" },
      reference: "R-7",
    },
  },
  {
    name: "paymentSource",
    summary: "Closed loop, back to a payment source",
    value: {
      connection: "truelayer-gbp",
      amountMinor: 2_500,
      currency: "GBP",
      to: { type: "paymentSource", userId: "u-1", paymentSourceId: "6c1f7a52-8e0b-4f63-9a5d-1f2b3c4d5e6f" },
      reference: "R-8",
    },
  },
];

const FILTERS = {
  q: "Text: number, reference, receiver, order. At least three characters of a word.",
  state: "Any of these states.",
  from: "Made on or after this day, in the merchant's time zone, or at or after this time.",
  to: "Made on or before this day, or before this time.",
  provider: "Any of these providers.",
  connection: "Any of these connections, by name or id.",
  currency: "Any of these currencies.",
  amountFrom: "At least this many minor units.",
  amountTo: "At most this many minor units.",
  loop: "Back to an account that paid in, or to any other.",
  reference: "Your own reference, in full.",
  orderId: "The order that is paid back, in full.",
  receiverId: "To this receiver, and to whoever was merged into it.",
  makerId: "Made by this person or key.",
  checkerId: "Decided by this person, whatever the decision.",
  batchId: "Made by this batch.",
  assigneeId: "Looked after by this person.",
  rail: "Any of these rails.",
  failureReason: "Any of these reasons.",
  zone: "The time zone in which the days of from and to begin, such as Europe/Berlin; the merchant's, where it is left out.",
  changedFrom: "Whose state has changed since, whenever they were made: what to ask for again and again to keep up.",
  contradicted: "Only those whose provider says something that does not fit.",
} as const satisfies Partial<Record<FilterName, string>>;

const FILTER_SCHEMAS: Readonly<Partial<Record<FilterName, Readonly<Record<string, unknown>>>>> = {
  state: { type: "string", enum: PAYOUT_STATES },
  loop: { type: "string", enum: ["closed", "open"] },
  contradicted: { type: "string", enum: ["yes"] },
  amountFrom: { type: "string", pattern: "^\\d{1,30}$" },
  amountTo: { type: "string", pattern: "^\\d{1,30}$" },
};

const QUERY: readonly QueryParameter[] = FILTER_NAMES.map((name) => ({
  name,
  description: FILTERS[name],
  schema: FILTER_SCHEMAS[name] ?? { type: "string", maxLength: 200 },
  isRepeatable: FILTER_KINDS[name] === "several",
}));

export const PAYOUT_OPERATIONS: readonly RestOperation[] = [
  {
    id: "createPayout",
    method: "post",
    path: "/payouts",
    tag: "payouts",
    scope: "payouts:write",
    summary: "Make a payout",
    description:
      "Make up one `Idempotency-Key` for each payout that you mean to make, write it down, and send it with every try: whatever happens on the way, one key is one payout. An answer of 5xx or none at all says nothing about the payout; send the same request again. Whether a person has to approve it is the merchant's policy: see `state` and `neededCheckers` of the answer.",
    idempotency: "required",
    body: { schema: "PayoutRequest", examples: ORDERS },
    answers: [
      {
        status: 201,
        description: "The payout. The same one for every try with the same key.",
        schema: "Payout",
        example: PAYOUT,
        hasLocation: true,
      },
    ],
    problems: [
      "notFound",
      "connectionUnavailable",
      "receiverClosed",
      "currencyMismatch",
      "unsupportedAccount",
      "accountDoubtful",
      "receiverIncomplete",
      "notReturnable",
      "overReturnable",
      "providerUnavailable",
    ],
  },
  {
    id: "listPayouts",
    method: "get",
    path: "/payouts",
    tag: "payouts",
    scope: "payouts:read",
    summary: "List payouts",
    description: "Newest first. What cannot be used is refused, never ignored: an answer is what was asked for.",
    query: QUERY,
    isList: true,
    answers: [{ status: 200, description: "A page of payouts.", schema: "PayoutPage", example: pageWith(PAYOUT, NEXT_CURSOR) }],
  },
  {
    id: "readPayout",
    method: "get",
    path: "/payouts/{payoutId}",
    tag: "payouts",
    scope: "payouts:read",
    summary: "Read a payout",
    answers: [{ status: 200, description: "The payout.", schema: "Payout", example: PAYOUT }],
  },
  {
    id: "readPayoutTimeline",
    method: "get",
    path: "/payouts/{payoutId}/timeline",
    tag: "payouts",
    scope: "payouts:read",
    summary: "Read what happened to a payout",
    description: "Moves, decisions, attempts and what the provider said, in one stream, newest first.",
    isList: true,
    answers: [{ status: 200, description: "A page of the timeline.", schema: "TimelinePage", example: pageWith(TIMELINE_ENTRY) }],
  },
  {
    id: "readPayoutReceipt",
    method: "get",
    path: "/payouts/{payoutId}/receipt",
    tag: "payouts",
    scope: "payouts:read",
    summary: "Take the receipt of a payout",
    description:
      "As it stands now, in whatever state that is, with a code that anybody can check at the desk. Taken again while nothing has changed it is the same receipt; that it was taken is on record.",
    answers: [{ status: 200, description: "The receipt, one page.", file: { mediaType: "application/pdf", name: "receipt.pdf" } }],
  },
  {
    id: "cancelPayout",
    method: "post",
    path: "/payouts/{payoutId}/cancel",
    tag: "payouts",
    scope: "payouts:write",
    summary: "Stop a payout",
    description:
      "Before approval a key takes back what it made; after approval a payout is stopped as long as it has not left, or where the provider lets go of it. With 409 it was not stopped, and the sentence says why.",
    idempotency: "accepted",
    body: {
      schema: "CancelRequest",
      isOptional: true,
      examples: [{ name: "note", summary: "With a note", value: { note: "Ordered twice" } }],
    },
    answers: [{ status: 200, description: "The payout, stopped.", schema: "Payout", example: CANCELLED_PAYOUT }],
    problems: ["tooLate", "changedMeanwhile", "providerUnavailable"],
  },
];
