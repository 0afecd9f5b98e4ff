import { createHash } from "node:crypto";
import { decimalsOf, isCurrency } from "@/lib/base/currency";
import { writeExactJson } from "@/lib/base/exact-json";
import type { Money } from "@/lib/base/money";
import { checkIban } from "@/lib/domain/account/checks";
import { readInput } from "../contract/simulator";
import type { Answer, BookedPayout, SimulatedAccount, SimulatedRequest, SimulatedState, SimulatorDesk } from "../contract/simulator-spec";
import { NUMBER_KEY } from "./instruction";
import { moneyOf } from "./mapping";
import { amountLiteral, invalid, json, keyConflict, older, refusalFor } from "./simulator-answers";
import type { Orders } from "./simulator-orders";
import { CreateRequest, type FinancialAddress, type IvyCredentials, type IvyDetails } from "./simulator-wire";

type Payout = BookedPayout<IvyDetails>;
type Account = SimulatedAccount<IvyCredentials>;

const STATUS_WORDS = {
  received: "pending",
  inFlight: "in_transit",
  settled: "paid",
  failed: "failed",
  cancelled: "canceled",
  // The interface of this version has no word for money that came back; it can only take "paid" back.
  returned: "failed",
} as const satisfies Record<SimulatedState, string>;

/** Stands in no documentation; that is its purpose. */
const UNSEEN_WORD = "awaiting_second_moon";

const PAYABLE_BACK: readonly string[] = ["paid", "partially_refunded", "refund_failed"];

export function createPayout(
  desk: SimulatorDesk<IvyCredentials, IvyDetails>,
  { account, request, body, orders }: { account: Account; request: SimulatedRequest; body: unknown; orders: Orders },
): Answer {
  const idempotencyKey = request.headers["idempotency-key"] ?? null;
  if (idempotencyKey !== null && (idempotencyKey === "" || idempotencyKey.length > 255)) {
    return invalid("The Idempotency-Key has between 1 and 255 characters.", "Idempotency-Key");
  }
  const fingerprint = createHash("sha256").update(canonical(body)).digest("hex");
  const earlier = idempotencyKey === null ? null : desk.findByKey(account.accountId, idempotencyKey);
  if (earlier) {
    if (earlier.details.fingerprint !== null && earlier.details.fingerprint !== fingerprint) return keyConflict();
    desk.countReplay(earlier.providerPayoutId);
    return json(200, renderPayout({ ...earlier, state: "received", unseen: false, failure: null, history: earlier.history.slice(0, 1) }));
  }

  const judged = judge(body, { account, orders });
  if ("answer" in judged) return judged.answer;
  const refusal = desk.takeRefusal();
  if (refusal !== null) return refusalFor(refusal);

  const { amount, wanted, destination } = judged;
  const metadata = Object.fromEntries(Object.entries(wanted.metadata ?? {}).map(([key, value]) => [key, textOf(value)]));
  const booked = desk.book({
    accountId: account.accountId,
    reference: metadata[NUMBER_KEY] ?? null,
    idempotencyKey,
    amount,
    sim: metadata.sim ?? null,
    details: {
      destination,
      orderId: wanted.destination.orderId ?? null,
      metadata,
      paymentReference: wanted.paymentReference ?? null,
      rail: wanted.rail ?? null,
      fingerprint,
    },
  });
  return json(200, renderPayout(booked));
}

type Judged =
  | { readonly answer: Answer }
  | { readonly amount: Money; readonly wanted: CreateRequest; readonly destination: FinancialAddress };

function judge(body: unknown, { account, orders }: { account: Account; orders: Orders }): Judged {
  const read = readInput(CreateRequest, body);
  if (!read.ok) {
    const [first = ""] = read.error;
    return { answer: invalid(read.error.join(" "), first.split(":")[0] ?? null) };
  }
  const wanted = read.value;
  const amount = moneyOf(wanted.amount, wanted.currency);
  if (!amount) return { answer: invalid(`The amount has more decimals than ${wanted.currency}.`, "amount") };
  if (amount.minor * 100n < 10n ** BigInt(decimalsOf(amount.currency)))
    return { answer: invalid("The amount is at least 0.01.", "amount") };
  if (!account.balances[wanted.currency]) return { answer: invalid(`There is no account in ${wanted.currency}.`, "currency") };

  const { orderId, financialAddress } = wanted.destination;
  if ((orderId === undefined) === (financialAddress === undefined)) {
    return { answer: invalid("Give either orderId or financialAddress.", "destination") };
  }
  if (financialAddress) {
    if (financialAddress.type === "iban" && !isIban(financialAddress.iban.iban)) {
      return { answer: invalid("The IBAN is not valid.", "destination.financialAddress.iban.iban", "invalid_account_format") };
    }
    return { amount, wanted, destination: financialAddress };
  }

  const order = orders.find(account.accountId, orderId ?? "");
  if (!order) return { answer: older(404, "NOT_FOUND", "Order not found.") };
  const refuse = (message: string, param = "destination.orderId") => ({ answer: invalid(message, param) });
  if (!PAYABLE_BACK.includes(order.status)) return refuse(`An order that is ${order.status} cannot be paid out.`);
  if (!order.payer) return refuse("The payer's account of this order is not known.");
  if (order.currency !== wanted.currency) return refuse(`The order was paid in ${order.currency}.`, "currency");
  if (amount.minor > orders.leftOf(order)) return refuse("The amount is more than what is left of this order.", "amount");
  return { amount, wanted, destination: order.payer };
}

/** Spaces are for people: Ivy wants the bare form. */
function isIban(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/.test(text) && checkIban(text).ok;
}

export function renderPayout(payout: Payout): Record<string, unknown> {
  const { details, state, history } = payout;
  const currency = isCurrency(payout.currency) ? payout.currency : "EUR";
  const failure = state === "failed" || state === "returned" ? (payout.failure ?? "unknown") : null;
  return {
    id: payout.providerPayoutId,
    type: "customer",
    status: payout.unseen ? UNSEEN_WORD : STATUS_WORDS[state],
    amount: amountLiteral(payout.amountMinor, currency),
    currency,
    ...(details.destination ? { destination: details.destination } : {}),
    metadata: details.metadata,
    ...(details.paymentReference === null ? {} : { paymentReference: details.paymentReference }),
    ...(state === "settled" || state === "returned" ? { transactionId: `tx-${payout.providerPayoutId}` } : {}),
    ...(failure === null
      ? {}
      : { failure: { code: failure, message: `The payout failed: ${failure}.`, retry: RETRYABLE.includes(failure) } }),
    createdAt: payout.bookedAt,
    updatedAt: history.at(-1)?.at ?? payout.bookedAt,
  };
}

const RETRYABLE: readonly string[] = ["insufficient_funds", "invalid_time", "system_error", "provider_system_error"];

/** Newest first, cut by `skip` and `limit`. Ten and a hundred are the numbers of Ivy's newer interface. */
export function listPayouts(
  desk: SimulatorDesk<IvyCredentials, IvyDetails>,
  account: Account,
  { limit, skip }: { limit: number; skip: number },
): Answer {
  const own = [...desk.payouts.values()].filter(({ accountId }) => accountId === account.accountId);
  own.sort((a, b) => (a.bookedAt < b.bookedAt ? 1 : a.bookedAt > b.bookedAt ? -1 : 0));
  const items = own.slice(skip, skip + limit).map(renderPayout);
  return json(200, { items, skip, count: own.length, hasNext: skip + limit < own.length });
}

const LEDGER_PAGE = 100;

/** What has left the account, oldest first; a payout that came back stands there twice. Amounts are text, unlike everywhere else. */
export function listTransactions(
  desk: SimulatorDesk<IvyCredentials, IvyDetails>,
  account: Account,
  { from, to, afterCursor }: { from: number; to: number; afterCursor?: string },
): Answer {
  const own = [...desk.payouts.values()].filter(({ accountId }) => accountId === account.accountId);
  const rows = own.flatMap((payout) => {
    const currency = isCurrency(payout.currency) ? payout.currency : "EUR";
    const amount = amountLiteral(payout.amountMinor, currency).text;
    const row = { currency, paymentProcessType: "payout", paymentProcessId: payout.providerPayoutId };
    const at = (state: SimulatedState) => payout.history.find((one) => one.state === state)?.at;
    const [left, back] = [at("settled"), at("returned")];
    return [
      ...(left === undefined ? [] : [{ ...row, id: `${payout.providerPayoutId}-out`, amount: `-${amount}`, transactionDate: left }]),
      ...(back === undefined ? [] : [{ ...row, id: `${payout.providerPayoutId}-back`, amount, transactionDate: back }]),
    ];
  });
  const inWindow = rows.filter(({ transactionDate }) => Date.parse(transactionDate) >= from && Date.parse(transactionDate) < to);
  inWindow.sort((a, b) => (a.transactionDate < b.transactionDate ? -1 : 1));
  const start = Number(afterCursor ?? 0);
  const next = start + LEDGER_PAGE;
  const hasNext = next < inWindow.length;
  return json(200, { data: inWindow.slice(start, next), paging: { hasNext, ...(hasNext ? { nextCursor: String(next) } : {}) } });
}

/** The same parameters are the same text, whatever their order. */
function canonical(value: unknown): string {
  return writeExactJson(sorted(value));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => [name, sorted(member)]),
  );
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : writeExactJson(value);
}
