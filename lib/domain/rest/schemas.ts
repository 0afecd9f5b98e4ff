import { RestBalance } from "./balance";
import { BatchSubmitRequest, RestBatch } from "./batch";
import { RestConnection } from "./connection";
import { RestBatchEvent, RestPayoutEvent } from "./event";
import { pageOf } from "./page";
import { PaymentSourceRequest, RestPaymentSource } from "./payment-source";
import { CancelRequest, PayoutRequest, RestPayout, RestTimelineEntry } from "./payout";
import { Problem } from "./problem";
import { AccountRequest, ReceiverRequest, RestReceiver } from "./receiver";

/** The bodies that the door parses, by the name that they have in its description. */
export const REQUESTS = {
  PayoutRequest,
  CancelRequest,
  BatchSubmitRequest,
  PaymentSourceRequest,
  ReceiverRequest,
  AccountRequest,
} as const;

/** The bodies that it answers with. */
export const ANSWERS = {
  Payout: RestPayout,
  PayoutEvent: RestPayoutEvent,
  BatchEvent: RestBatchEvent,
  TimelineEntry: RestTimelineEntry,
  Batch: RestBatch,
  Connection: RestConnection,
  Balance: RestBalance,
  PaymentSource: RestPaymentSource,
  Receiver: RestReceiver,
  PayoutPage: pageOf(RestPayout),
  TimelinePage: pageOf(RestTimelineEntry),
  ConnectionPage: pageOf(RestConnection),
  BalancePage: pageOf(RestBalance),
  PaymentSourcePage: pageOf(RestPaymentSource),
  ReceiverPage: pageOf(RestReceiver),
  Problem,
} as const;

export type RequestName = keyof typeof REQUESTS;
export type AnswerName = keyof typeof ANSWERS;
