import { isCurrency } from "@/lib/base/currency";
import { type NumberLiteral, plainDecimal } from "@/lib/base/exact-json";
import { type Money, parseDecimal } from "@/lib/base/money";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Observation, ProviderFailure } from "../contract/payout";
import type { Enrolment, EnrolmentStatus } from "../contract/receiver";
import { readStatus, type StatusTable } from "../contract/status";
import { kindOf, type Problem } from "./answers";
import type { Payout, Recipient } from "./wire";

export const STATUSES = {
  new: { seenAs: "received", text: "BitPay has taken it. It goes out at about 14:00 or 21:00 UTC, when the balance covers it." },
  funded: { seenAs: "inFlight", text: "BitPay has set the money aside and is about to send it." },
  processing: { seenAs: "inFlight", text: "BitPay has sent it; the chain has yet to confirm it." },
  complete: { seenAs: "settled", text: "The chain has confirmed it." },
  cancelled: { seenAs: "cancelled", text: "It was cancelled before BitPay funded it." },
  // Only BitPay's client knows this word, its documentation does not. `paid` and `unpaid` stand beside it there, and say too little.
  failed: { seenAs: "failed", text: "BitPay calls it failed and gives no reason." },
} as const satisfies StatusTable;

export function observationOf(payout: Payout, evidenceId: string | null): Observation {
  const chain = chainOf(payout);
  return {
    providerPayoutId: payout.id,
    payoutNumber: payout.reference ?? null,
    status: readStatus(STATUSES, payout.status),
    providerStatus: payout.status,
    at: payout.dateExecuted ?? chain?.date ?? (payout.status === "new" ? (payout.requestDate ?? null) : null),
    amount: payout.amount && payout.currency ? moneyOf(payout.amount, payout.currency) : null,
    fee: null,
    failure: payout.status === "failed" ? failureOf(payout) : null,
    rail: chain?.rail ?? null,
    traceId: chain?.txid ?? null,
    evidenceId,
  };
}

/** The transaction that carries it, the latest where BitPay shows several, and how deep it lies in the chain. */
function chainOf({ transactions, exchangeRates }: Payout): { txid: string; date: string | null; rail: string } | null {
  const seen = (transactions ?? []).filter((transaction) => transaction !== null);
  const latest = seen.at(-1);
  if (!latest) return null;
  // The rates are listed by the coin that the receiver chose. Two coins would leave open which one this is.
  const [coin, another] = Object.keys(exchangeRates ?? {});
  const chain = coin && !another ? `On-chain, ${coin}` : "On-chain";
  const depth = latest.confirmations ? `, ${latest.confirmations} confirmations` : "";
  return { txid: latest.txid, date: latest.date ?? null, rail: `${chain}${depth}` };
}

/** BitPay documents no reasons: what it writes beside the status is kept, and means nothing to us. */
function failureOf({ code, message }: Payout): ProviderFailure {
  return { reason: "unknown", providerCode: code ?? "", message: message ?? "" };
}

/** Null for a currency that we do not know, and for more decimals than the currency has: an amount is read exactly or not at all. */
export function moneyOf(amount: NumberLiteral, currency: string): Money | null {
  const plain = plainDecimal(amount);
  return plain !== null && isCurrency(currency) ? parseDecimal(plain, currency) : null;
}

/** HTTP statuses over which BitPay's own error means that nothing was booked, whatever its kind. */
const REFUSING_STATUSES: readonly number[] = [400, 403, 404, 422];
/** Not found, invalid, missing, wrong state: kinds that refuse over a 2xx as well. */
const REFUSING_KINDS: readonly string[] = ["01", "02", "03", "07"];

/**
 * Whether BitPay's error says that nothing was booked. Our reading: its documentation counts the kinds but promises nothing. Null
 * where it leaves the matter open: a general error ("00") over a 200, or anything over a 5xx.
 */
export function refusalOf(problem: Problem, status: number): ProviderFailure | null {
  const isFaultFound = REFUSING_KINDS.includes(kindOf(problem) ?? "") || problem.params.length > 0;
  const isRefused = REFUSING_STATUSES.includes(status) || (status >= 200 && status <= 299 && isFaultFound);
  if (!isRefused) return null;
  const words = [problem.message, ...problem.params].join(" ");
  const reason = reasonOf(words);
  return {
    reason: status === 403 && reason === "instructionInvalid" ? "restricted" : reason,
    providerCode: problem.code ?? String(status),
    message: problem.message,
  };
}

/** From the words, since the codes say no more than "invalid": they choose what people are told, never whether it was refused. */
export function reasonOf(words: string): FailureReason {
  if (/insufficient|not enough/i.test(words)) return "insufficientFunds";
  if (/recipient|shopper/i.test(words)) return "receiverNotReady";
  if (/e-?mail/i.test(words)) return "accountInvalid";
  if (/amount|minimum|maximum/i.test(words)) return "amountInvalid";
  return "instructionInvalid";
}

type RecipientMeaning = { readonly status: EnrolmentStatus; readonly nextStep: string | null };

export const RECIPIENT_STATUSES: Readonly<Record<string, RecipientMeaning>> = {
  invited: { status: "needsReceiver", nextStep: "The receiver has to accept BitPay's invitation, which came by e-mail." },
  unverified: { status: "needsReceiver", nextStep: "The receiver has to prove to BitPay who they are." },
  verified: { status: "needsReceiver", nextStep: "The receiver has to choose a coin and a wallet at BitPay." },
  active: { status: "ready", nextStep: null },
  paused: { status: "pending", nextStep: "Payouts to this receiver are paused at BitPay until they are resumed there." },
  removed: { status: "refused", nextStep: "This receiver was removed at BitPay, and has to be invited again." },
};

export function enrolmentOf({ id, status }: Recipient): Enrolment {
  const known = Object.hasOwn(RECIPIENT_STATUSES, status) ? RECIPIENT_STATUSES[status] : undefined;
  return {
    providerReceiverId: id,
    providerAccountId: null,
    status: known?.status ?? "pending",
    providerStatus: status,
    nextStep: known ? known.nextStep : `BitPay calls this receiver "${status}", a word that we do not know.`,
  };
}
