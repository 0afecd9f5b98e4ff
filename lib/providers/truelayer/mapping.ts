import { isCurrency } from "@/lib/base/currency";
import { type Money, money } from "@/lib/base/money";
import { AccountAddress } from "@/lib/domain/account/address";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Observation, ObservedStatus, ProviderFailure } from "../contract/payout";
import { readStatus, type StatusTable } from "../contract/status";
import { type AccountIdentifier, NUMBER_KEY, type Payout, type Problem } from "./wire";

export const STATUSES = {
  pending: { seenAs: "received", text: "TrueLayer has taken it and not yet sent it." },
  authorization_required: { seenAs: "needsAction", text: "The receiver has to name the account at TrueLayer first." },
  authorizing: { seenAs: "needsAction", text: "The receiver is naming the account at TrueLayer." },
  authorized: { seenAs: "inFlight", text: "TrueLayer has checked the balance and handed it to the bank network." },
  executed: { seenAs: "settled", text: "The money has left the merchant account." },
  failed: { seenAs: "failed", text: "It failed, and the money is in the merchant account." },
} as const satisfies StatusTable;

export const FAILURES = {
  account_not_valid: "accountInvalid",
  blocked: "blockedByReview",
  canceled: "cancelledByProvider",
  expired: "expired",
  insufficient_funds: "insufficientFunds",
  invalid_iban: "accountInvalid",
  invalid_scan: "accountInvalid",
  returned: "returned",
  reversed: "returned",
  scan_conversion: "accountInvalid",
  scheme_error: "schemeError",
  server_error: "providerError",
  unknown: "unknown",
  user_canceled_at_provider: "cancelledByProvider",
  verification_name_mismatch: "nameMismatch",
  verification_transaction_not_found: "blockedByReview",
} as const satisfies Record<string, FailureReason>;

/** The set is open: a word that we do not know is a failure all the same, with an unknown reason. */
export function failureOf(code: string | null): ProviderFailure {
  const table: Readonly<Record<string, FailureReason>> = FAILURES;
  const reason = code !== null && Object.hasOwn(table, code) ? table[code] : undefined;
  return { reason: reason ?? "unknown", providerCode: code ?? "", message: code ? `TrueLayer says "${code}".` : "" };
}

/** Money that had left and came back is a return, whatever word it failed with; before that it is a failure. */
function statusOf(payout: Pick<Payout, "status" | "executed_at" | "failure_reason">): ObservedStatus {
  if (payout.status !== "failed") return readStatus(STATUSES, payout.status);
  return payout.executed_at || isReturnReason(payout.failure_reason ?? null) ? "returned" : "failed";
}

export function isReturnReason(code: string | null): boolean {
  return code !== null && failureOf(code).reason === "returned";
}

export function observationOf(payout: Payout, seen: { readonly traceId: string | null; readonly evidenceId: string }): Observation {
  return {
    providerPayoutId: payout.id,
    payoutNumber: payout.metadata?.[NUMBER_KEY] ?? null,
    status: statusOf(payout),
    providerStatus: payout.status,
    at: timeOf(payout),
    amount: moneyOf(payout.amount_in_minor, payout.currency),
    fee: null,
    failure: payout.status === "failed" ? failureOf(payout.failure_reason ?? null) : null,
    rail: payout.scheme_id ?? null,
    traceId: seen.traceId,
    evidenceId: seen.evidenceId,
  };
}

/** The raw text: nine digits of a second do not survive a Date. */
function timeOf(payout: Payout): string | null {
  const byStatus: Readonly<Record<string, string | null | undefined>> = {
    failed: payout.failed_at,
    executed: payout.executed_at,
    authorized: payout.authorized_at,
  };
  return byStatus[payout.status] ?? payout.created_at ?? null;
}

/** The answer to create carries an id and no status; a regular payout begins as pending. Our reading, to be confirmed by reading it. */
export function observationOfCreated(
  providerPayoutId: string,
  status: string | undefined,
  seen: { readonly traceId: string | null; readonly evidenceId: string },
): Observation {
  const word = status ?? "pending";
  return {
    providerPayoutId,
    status: readStatus(STATUSES, word),
    providerStatus: word,
    at: null,
    amount: null,
    fee: null,
    failure: null,
    rail: null,
    ...seen,
  };
}

export function moneyOf(minor: number, currency: string): Money | null {
  return isCurrency(currency) ? money(BigInt(minor), currency) : null;
}

/** The error's name: its documentation moves, the fragment stays. */
export function fragmentOf(problem: Problem): string {
  return problem.type?.split("#")[1] ?? "";
}

/**
 * Documented answers after which nothing was booked and never will be under this order. A reused key (422) is not among them: it
 * says that something was booked under this key, only not with these bytes.
 */
export function refusalOf(problem: Problem): ProviderFailure | null {
  const fragment = fragmentOf(problem);
  const reasons: Readonly<Record<string, FailureReason>> = {
    "invalid-parameters": reasonOfPaths(Object.keys(problem.errors ?? {})),
    "invalid-state": "instructionInvalid",
    forbidden: "restricted",
    "not-found": "instructionInvalid",
  };
  if (!Object.hasOwn(reasons, fragment)) return null;
  return { reason: reasons[fragment] ?? "unknown", providerCode: fragment, message: wordsOf(problem) };
}

function reasonOfPaths(paths: readonly string[]): FailureReason {
  const isAbout = (...names: string[]) => paths.some((path) => names.some((name) => path.includes(name)));
  if (isAbout("payment_source_id", "user_id")) return "notReturnable";
  if (isAbout("account_identifier", "iban", "sort_code", "account_number")) return "accountInvalid";
  if (isAbout("amount_in_minor")) return "amountInvalid";
  return "instructionInvalid";
}

function wordsOf({ title, detail, errors }: Problem): string {
  const fields = Object.entries(errors ?? {}).map(([path, sentences]) => `${path}: ${sentences.join(" ")}`);
  return [detail ?? title ?? "", ...fields].filter(Boolean).join(" ");
}

/** The first account among several that we can read, the UK form before the IBAN, since the bank of a UK account shows that one. */
export function addressOf(identifiers: readonly AccountIdentifier[]): AccountAddress | null {
  const sorted = [...identifiers].sort(
    (a, b) => Number(b.type === "sort_code_account_number") - Number(a.type === "sort_code_account_number"),
  );
  for (const { type, iban, sort_code: sortCode, account_number: accountNumber } of sorted) {
    const parsed = AccountAddress.safeParse(type === "iban" ? { kind: "iban", iban } : { kind: "sortCode", sortCode, accountNumber });
    if (parsed.success) return parsed.data;
  }
  return null;
}
