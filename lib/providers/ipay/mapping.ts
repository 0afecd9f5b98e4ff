import * as z from "zod";
import { isCurrency } from "@/lib/base/currency";
import { writeExactJson } from "@/lib/base/exact-json";
import { type Money, money } from "@/lib/base/money";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Observation, ProviderFailure } from "../contract/payout";
import { readStatus, type StatusTable } from "../contract/status";
import { reasonOfCode } from "./refusals";
import type { Payout } from "./wire";

/** In the order of Ipay's numbers for them, 0 to 7. */
const WORDS = {
  awaiting: { seenAs: "needsAction", text: "Ipay waits for the receiver to confirm the bank details." },
  pending: { seenAs: "received", text: "Ipay has taken it and will send it at its next processing time." },
  unassessed: { seenAs: "received", text: "Ipay has taken it and has not assessed it yet." },
  in_progress: { seenAs: "inFlight", text: "Ipay is sending it." },
  successful: { seenAs: "settled", text: "Ipay has sent the money." },
  cancelled: { seenAs: "cancelled", text: "Ipay cancelled it." },
  failed: { seenAs: "failed", text: "It failed, and Ipay says that it will not arrive." },
  // Not described. Our reading: nothing ends before the receiver's identity check does.
  successful_pending_kyc: { seenAs: "needsAction", text: "Ipay calls it successful, but the receiver's identity check is not done." },
} as const satisfies StatusTable;

/** The words as payloads have them, as the documentation writes them, and as numbers. */
export const STATUSES: StatusTable = Object.fromEntries(
  Object.entries(WORDS).flatMap(([word, meaning], code) => [word, word.toUpperCase(), String(code)].map((spelling) => [spelling, meaning])),
);

/** The only members that say why. Their names stand as codes, since Ipay documents none. */
export const FAILURE_FLAGS = {
  transaction_is_duplicated: "duplicate",
  receiver_is_invalid: "accountInvalid",
  sender_is_invalid: "restricted",
} as const satisfies Record<string, FailureReason>;

export function observationOf(payout: Payout, seen: { readonly evidenceId: string | null }): Observation {
  const spelling = payout.status.trim().replace(/[\s-]+/g, "_");
  const status = readStatus(STATUSES, Object.hasOwn(STATUSES, spelling) ? spelling : spelling.toLowerCase());
  return {
    providerPayoutId: payout.id,
    payoutNumber: payout.reference ?? null,
    status,
    providerStatus: payout.status,
    at: changedAt(payout),
    amount: moneyOf(payout.amount ?? null, payout.asset ?? ""),
    fee: feeOf(payout),
    failure: status === "failed" ? failureOf(payout) : null,
    rail: null,
    traceId: payout.payout_data?.transaction_id ?? null,
    evidenceId: seen.evidenceId,
  };
}

/** The answer to create carries an id alone. Queued is our reading, to be confirmed by reading it. */
export function observationOfCreated(providerPayoutId: string, payoutNumber: string, evidenceId: string): Observation {
  const told = { amount: null, fee: null, failure: null, rail: null, traceId: null, at: null };
  return { ...told, providerPayoutId, payoutNumber, status: "received", providerStatus: "pending", evidenceId };
}

export function moneyOf(minor: bigint | null, currency: string): Money | null {
  return minor !== null && isCurrency(currency) ? money(minor, currency) : null;
}

/** What Ipay kept back from the amount: as it was booked, else as it was announced. The receiver gets the amount less this. */
function feeOf({ transactions, fee_data: announced, asset }: Payout): Money | null {
  const fees = (transactions ?? []).filter((one) => one?.transaction_type === "fee");
  if (fees.length === 0) return moneyOf(announced?.fee_value ?? null, asset ?? "");
  let total = 0n;
  for (const fee of fees) {
    if (typeof fee?.amount !== "bigint") return null;
    total -= fee.amount;
  }
  return moneyOf(total, asset ?? "");
}

/** The latest of the bookings, or when it was made. Milliseconds since 1970, as text. */
function changedAt({ transactions, created_at: createdAt }: Payout): string | null {
  const times = (transactions ?? []).flatMap((one) => (one?.updated_at ? [one.updated_at] : []));
  return times.sort((a, b) => Number(a) - Number(b)).at(-1) ?? createdAt ?? null;
}

/** By an error's code where one is known, else by the flags; Ipay documents nothing else, so often the reason is unknown. */
export function failureOf({ payout_data: data }: Payout): ProviderFailure {
  const errors = data?.errors ?? null;
  const code =
    [errors]
      .flat()
      .map(codeIn)
      .find((one) => one !== "") ?? "";
  const flag = FLAGS.find((name) => data?.[name] === true) ?? null;
  const reason = reasonOfCode(code) ?? (flag ? FAILURE_FLAGS[flag] : "unknown");
  return { reason, providerCode: code || (flag ?? ""), message: textOf(errors) };
}

const FLAGS = [
  "transaction_is_duplicated",
  "receiver_is_invalid",
  "sender_is_invalid",
] as const satisfies readonly (keyof typeof FAILURE_FLAGS)[];

const Coded = z.object({ code: z.string() });

function codeIn(error: unknown): string {
  const read = Coded.safeParse(error);
  return read.success ? read.data.code : "";
}

/** Their shape is documented nowhere: kept as it came. */
function textOf(errors: unknown): string {
  if (typeof errors === "string") return errors;
  return errors === null || (Array.isArray(errors) && errors.length === 0) ? "" : writeExactJson(errors);
}
