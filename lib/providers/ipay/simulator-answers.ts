import { NumberLiteral, writeExactJson } from "@/lib/base/exact-json";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Answer } from "../contract/simulator-spec";

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: writeExactJson(body) };
}

export type Complaint = { readonly code: string; readonly message: string };

export function problem(message: string, ...error: readonly Complaint[]): Answer {
  return json(400, { message, error });
}

export function integer(minor: bigint | string): NumberLiteral {
  return new NumberLiteral(String(minor));
}

/** 13 digits, as text: how objects write times. */
export function msText(iso: string): string {
  return String(Date.parse(iso));
}

type Refusal = { readonly meaning: FailureReason; readonly message: string };

/** What `refuse:<code>` answers with, and what creating a payout is refused with anyway. */
export const REFUSALS = {
  PAYO201: { meaning: "instructionInvalid", message: "Receiver not found" },
  REAC211: { meaning: "instructionInvalid", message: "Receiver ID is not valid" },
  "SIM-PAYO-ACCOUNT": { meaning: "accountInvalid", message: "The account is not one of this receiver's, or not in this currency" },
  "SIM-PAYO-AMOUNT": { meaning: "amountInvalid", message: "The amount is not a whole number of cents above zero" },
  "SIM-PAYO-BALANCE": { meaning: "insufficientFunds", message: "The balance is too small" },
  "SIM-PAYO-KYC": { meaning: "receiverNotReady", message: "The receiver has not passed the identity check" },
} as const satisfies Record<string, Refusal>;

export function refusal(code: string): Answer {
  const refusals: Readonly<Record<string, Refusal>> = REFUSALS;
  return problem("Create payout failed", { code, message: refusals[code]?.message ?? "Refused" });
}
