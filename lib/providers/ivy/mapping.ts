import { isCurrency } from "@/lib/base/currency";
import { type NumberLiteral, plainDecimal } from "@/lib/base/exact-json";
import { type Money, parseDecimal } from "@/lib/base/money";
import { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { PaymentSource } from "../contract/payment-source";
import type { Observation, PayoutDestination, ProviderFailure } from "../contract/payout";
import { readStatus, type StatusTable } from "../contract/status";
import { NUMBER_KEY } from "./instruction";
import type { FinancialAddress, Order, Payout, Problem } from "./wire";

export const STATUSES = {
  pending: { seenAs: "received", text: "Ivy has taken it and not yet sent it." },
  // A build of Ivy's client of July 2025 said these two; accepted as what they stood for.
  initiated: { seenAs: "received", text: "Ivy has taken it and not yet sent it." },
  succeeded: { seenAs: "settled", text: "Ivy has sent the money." },
  in_transit: { seenAs: "inFlight", text: "Ivy has sent it and waits for the bank's word." },
  paid: { seenAs: "settled", text: "Ivy has sent the money." },
  failed: { seenAs: "failed", text: "It failed, and Ivy says that it will not arrive." },
  canceled: { seenAs: "cancelled", text: "Ivy cancelled it before it was sent." },
} as const satisfies StatusTable;

export const FAILURES = {
  account_closed: "accountClosed",
  account_blocked: "accountBlocked",
  insufficient_funds: "insufficientFunds",
  invalid_account_format: "accountInvalid",
  invalid_instruction: "instructionInvalid",
  invalid_amount: "amountInvalid",
  invalid_time: "schemeError",
  duplicate_transaction: "duplicate",
  payee_verification_failed: "nameMismatch",
  system_error: "providerError",
  provider_system_error: "providerError",
  rejected_by_correspondent_bank: "schemeError",
  blocked_by_review: "blockedByReview",
  unknown: "unknown",
  // Four of a newer variant.
  beneficiary_restricted: "restricted",
  transaction_restricted: "restricted",
  geography_restricted: "restricted",
  rejected_by_counterparty: "accountBlocked",
} as const satisfies Record<string, FailureReason>;

export function observationOf(payout: Payout, seen: { readonly evidenceId: string | null; readonly at?: string | null }): Observation {
  return {
    providerPayoutId: payout.id,
    // Lets an event find its payout that overtakes the answer with Ivy's id.
    payoutNumber: numberOf(payout),
    status: readStatus(STATUSES, payout.status),
    providerStatus: payout.status,
    at: payout.updatedAt ?? payout.createdAt ?? seen.at ?? null,
    amount: payout.amount && payout.currency ? moneyOf(payout.amount, payout.currency) : null,
    fee: null,
    failure: payout.status === "failed" ? failureOf(payout) : null,
    rail: payout.rail ?? null,
    traceId: payout.transactionId ?? null,
    evidenceId: seen.evidenceId,
  };
}

function numberOf({ metadata }: Payout): string | null {
  const number = metadata?.[NUMBER_KEY];
  return typeof number === "string" ? number : null;
}

/** A code that we do not know is a failure all the same; Ivy asks to treat it as `unknown`. */
export function failureOf({ failure }: Payout): ProviderFailure {
  const code = failure?.code ?? "";
  const table: Readonly<Record<string, FailureReason>> = FAILURES;
  return {
    reason: Object.hasOwn(table, code) ? (table[code] ?? "unknown") : "unknown",
    providerCode: code,
    message: failure?.message ?? "",
    ...(typeof failure?.retry === "boolean" ? { mayRetry: failure.retry } : {}),
  };
}

/** Null for a currency that we do not know, and for more decimals than the currency has: an amount is read exactly or not at all. */
export function moneyOf(amount: NumberLiteral, currency: string): Money | null {
  const plain = plainDecimal(amount);
  return plain !== null && isCurrency(currency) ? parseDecimal(plain, currency) : null;
}

/** Categories and codes by which Ivy says that it did not act, and only with these HTTP statuses. Conflicts are not among them. */
const REFUSING_STATUSES: readonly number[] = [400, 403, 404, 406, 422];
const REFUSING_WORDS: Readonly<Record<string, FailureReason>> = {
  invalid_request_error: "instructionInvalid",
  VALIDATION: "instructionInvalid",
  NOT_ACCEPTABLE: "instructionInvalid",
  NOT_FOUND: "instructionInvalid",
  AUTHORIZATION: "restricted",
  AUTHENTICATION: "credentialsRefused",
  UNAUTHENTICATED: "credentialsRefused",
};
/** Codes that leave open whether something was begun, whatever stands beside them. */
const OPEN_CODES: readonly string[] = ["GENERIC", "REQUEST_FAILED", "CONFLICT", "LOCKED", "INTERNAL_SERVER_ERROR", "SERVICE_UNAVAILABLE"];

/**
 * Documented answers after which nothing was booked and never will be under this order. Null for everything else: a key conflict
 * (409) or a lock (423) says that something was begun under this key, and a page that is not Ivy's refuses nothing.
 */
export function refusalOf(status: number, problem: Problem, destination: PayoutDestination): ProviderFailure | null {
  if (!REFUSING_STATUSES.includes(status)) return null;
  const word = [problem.category, problem.code].find((text) => typeof text === "string" && Object.hasOwn(REFUSING_WORDS, text));
  const isAnother = typeof problem.category === "string" && !Object.hasOwn(REFUSING_WORDS, problem.category);
  if (!word || isAnother || OPEN_CODES.includes(problem.code ?? "")) return null;

  const reason = status === 403 && word === "invalid_request_error" ? "restricted" : (REFUSING_WORDS[word] ?? "unknown");
  return {
    reason: reason === "instructionInvalid" ? reasonOfParam(problem.param ?? "", { status, destination }) : reason,
    providerCode: problem.code ?? word,
    message: [problem.message, problem.devMessage === problem.message ? null : problem.devMessage].filter(Boolean).join(" "),
  };
}

function reasonOfParam(param: string, { status, destination }: { status: number; destination: PayoutDestination }): FailureReason {
  if (/orderId/.test(param)) return "notReturnable";
  if (/financialAddress|iban|sortCode|accountNumber/i.test(param)) return "accountInvalid";
  if (/amount|currency/.test(param)) return "amountInvalid";
  return status === 404 && destination.kind === "order" ? "notReturnable" : "instructionInvalid";
}

/** Our reading of which orders may be paid back: the money has come in, and Ivy knows from where. */
const PAYABLE_BACK: readonly string[] = ["paid", "partially_refunded", "refund_failed"];
const REFUSALS: Readonly<Record<string, string>> = {
  processing: "This order is not paid yet.",
  waiting_for_payment: "This order is not paid yet.",
  waiting_for_bank_confirmation: "The bank has not confirmed this order's payment yet.",
  finalizing: "This order's payment is not final yet.",
  in_refund: "A refund of this order is under way.",
  refunded: "This order was refunded in full.",
  in_dispute: "This order is in dispute.",
  disputed: "This order was disputed.",
  refused: "This order's payment was refused, so there is nothing to send back.",
  canceled: "This order was cancelled, so there is nothing to send back.",
  failed: "This order's payment failed, so there is nothing to send back.",
};

export function paymentSourceOf(order: Order): PaymentSource {
  const payer = order.payerFinancialAddress ?? null;
  return {
    sourceId: order.id,
    userId: null,
    orderReference: order.referenceId ?? null,
    holderName: payer && holderOf(payer),
    holderEmail: order.shopper?.email ?? null,
    address: addressOf(payer),
    paidIn: order.price ? moneyOf(order.price.total, order.price.currency) : null,
    refunded: order.refundAmount && order.price ? moneyOf(order.refundAmount, order.price.currency) : null,
    paidInAt: order.createdAt,
    refusal: refusalOfOrder(order),
  };
}

/**
 * An order goes back by its id alone, so Ivy needs no account from us; people do. Where the payer's account cannot be shown, a checker
 * would sign for an account that nobody has seen.
 */
function refusalOfOrder({ status, payerFinancialAddress: payer }: Order): string | null {
  if (!PAYABLE_BACK.includes(status)) return REFUSALS[status] ?? `Ivy says "${status}" of this order, a word that we do not know.`;
  if (!payer) return "Ivy does not know the account that this order was paid from.";
  if (payer.type === "wallet") return "This order was paid from a wallet, and nothing is sent back to wallets from here.";
  return addressOf(payer) ? null : "Ivy names the account that this order was paid from in a way that cannot be read here.";
}

function holderOf({ iban, sortCode, bankCode, bban, aba }: FinancialAddress): string | null {
  return [iban, sortCode, bankCode, bban, aba].find((one) => one?.accountHolderName)?.accountHolderName ?? null;
}

function addressOf(address: FinancialAddress | null): AccountAddress | null {
  const parsed = AccountAddress.safeParse(address && memberOf(address));
  return parsed.success ? parsed.data : null;
}

function memberOf({ type, iban, sortCode, bankCode, bban, aba }: FinancialAddress): unknown {
  const members: Readonly<Record<string, unknown>> = {
    iban: { kind: "iban", ...iban },
    sort_code: { kind: "sortCode", ...sortCode },
    bank_code: { kind: "bankCode", ...bankCode },
    bban: { kind: "bban", ...bban },
    // Ivy does not say which of the two it is, and it is in neither the mask nor the index of the number.
    aba: { kind: "aba", ...aba, accountType: "checking" },
  };
  return Object.hasOwn(members, type) ? members[type] : null;
}
