import type { FailureReason } from "@/lib/domain/payout/failure";
import type { ProviderFailure } from "../contract/payout";
import { codeOf, wordsOf } from "./answers";
import type { Problem } from "./wire";

/**
 * Error codes that Ipay documents, and what they mean to us. The first figure tells the family: 1 is a look-up that found nothing, 2 is
 * a request that was not taken. Those with SIM are the simulator's own, where the documentation is cut off.
 */
export const ERROR_CODES = {
  PAYO101: "instructionInvalid",
  PAYO201: "instructionInvalid",
  REAC211: "instructionInvalid",
  REVR101: "instructionInvalid",
  REVR102: "instructionInvalid",
  REVR103: "instructionInvalid",
  REVR104: "credentialsRefused",
  REVR105: "instructionInvalid",
  REVR201: "duplicate",
  REVR202: "credentialsRefused",
  REVR203: "instructionInvalid",
  REVR204: "instructionInvalid",
  REVR205: "instructionInvalid",
  REVR206: "instructionInvalid",
  REVR207: "instructionInvalid",
  REVR208: "instructionInvalid",
  REVR210: "instructionInvalid",
  REVR211: "instructionInvalid",
  REVR212: "instructionInvalid",
  REVR213: "instructionInvalid",
  REVR214: "instructionInvalid",
  REVR215: "instructionInvalid",
  REVR216: "instructionInvalid",
  REVR217: "instructionInvalid",
  REVR218: "instructionInvalid",
  REVR219: "instructionInvalid",
  REVR220: "instructionInvalid",
  REVR221: "instructionInvalid",
  REVR222: "instructionInvalid",
  SUBA101: "credentialsRefused",
  "SIM-PAYO-ACCOUNT": "accountInvalid",
  "SIM-PAYO-AMOUNT": "amountInvalid",
  "SIM-PAYO-BALANCE": "insufficientFunds",
  "SIM-PAYO-KYC": "receiverNotReady",
  "SIM-PAYO-RETURNED": "returned",
} as const satisfies Record<string, FailureReason>;

/** Null for a code that nobody has documented. */
export function reasonOfCode(code: string): FailureReason | null {
  const table: Readonly<Record<string, FailureReason>> = ERROR_CODES;
  return Object.hasOwn(table, code) ? (table[code] ?? null) : null;
}

/** A family that we know with a number that we do not: most of PAYO2xx and REAC2xx is missing in the documentation. */
const REFUSING_FAMILIES = /^(PAYO|REAC|REVR|SUBA)[12]\d\d$/;

/**
 * A refusal after which nothing was booked and never will be; null where that is not sure. A code of no known family proves nothing,
 * nor does anything that speaks of a duplicate: what it duplicates may be this very payout, paid.
 */
export function refusalOfPayout(problem: Problem): ProviderFailure | null {
  const refuses = problem.error.every(({ code }) => reasonOfCode(code) !== null || REFUSING_FAMILIES.test(code));
  if (!refuses || /duplicat|already/i.test(wordsOf(problem))) return null;
  return failureOfProblem(problem);
}

/** With Ipay's code and words, whatever the code. */
export function failureOfProblem(problem: Problem): ProviderFailure {
  const code = codeOf(problem);
  return { reason: reasonOfCode(code) ?? "instructionInvalid", providerCode: code, message: wordsOf(problem) };
}
