import type { Currency } from "@/lib/base/currency";
import { NumberLiteral, writeExactJson } from "@/lib/base/exact-json";
import { money, toDecimal } from "@/lib/base/money";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Answer } from "../contract/simulator-spec";

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: writeExactJson(body) };
}

/** As a program prints a number: 100 and 12.5, not 100.00 and 12.50. */
export function amountLiteral(amountMinor: string, currency: Currency): NumberLiteral {
  const text = toDecimal(money(BigInt(amountMinor), currency));
  return new NumberLiteral(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

/** The newer body of errors. */
export function invalid(message: string, param: string | null = null, code: string | null = null): Answer {
  return newer(400, "invalid_request_error", message, { ...(code === null ? {} : { code }), ...(param === null ? {} : { param }) });
}

export function keyConflict(): Answer {
  return newer(409, "idempotency_error", "This Idempotency-Key was used with other parameters.");
}

function newer(status: number, category: string, message: string, rest: Readonly<Record<string, string>> = {}): Answer {
  return json(status, {
    message,
    category,
    ...rest,
    docUrl: "https://docs.getivy.de/reference/errors",
    devMessage: message,
    statusCode: status,
    data: null,
  });
}

/** The older body of errors, still in use. */
export function older(status: number, code: string, message: string, headers: Readonly<Record<string, string>> = {}): Answer {
  const body = { message, devMessage: message, statusCode: status, data: null, docUrl: "https://docs.getivy.de/reference/errors", code };
  return json(status, body, headers);
}

type Refusal = { readonly meaning: FailureReason; readonly answer: () => Answer };

/** What `refuse:<word>` answers with. The words are ours; the bodies are Ivy's. */
export const REFUSALS = {
  invalid_request: { meaning: "instructionInvalid", answer: () => invalid("The request is not valid.") },
  validation: { meaning: "instructionInvalid", answer: () => older(400, "VALIDATION", "Validation failed.") },
  account: {
    meaning: "accountInvalid",
    answer: () => invalid("The IBAN is not valid.", "destination.financialAddress.iban.iban", "invalid_account_format"),
  },
  amount: { meaning: "amountInvalid", answer: () => invalid("The amount is too high.", "amount", "invalid_amount") },
  order: { meaning: "notReturnable", answer: () => invalid("This order cannot be paid out.", "destination.orderId") },
  not_found: { meaning: "notReturnable", answer: () => older(404, "NOT_FOUND", "Order not found.") },
  open_loop_disabled: {
    meaning: "restricted",
    answer: () => older(403, "AUTHORIZATION", "Open-loop payouts are not enabled for this merchant."),
  },
} as const satisfies Record<string, Refusal>;

export function refusalFor(word: string): Answer {
  const refusals: Readonly<Record<string, Refusal>> = REFUSALS;
  return (refusals[word] ?? REFUSALS.invalid_request).answer();
}
