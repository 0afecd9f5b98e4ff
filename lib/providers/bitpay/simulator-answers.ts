import { NumberLiteral, writeExactJson } from "@/lib/base/exact-json";
import { type Money, toDecimal } from "@/lib/base/money";
import type { FailureReason } from "@/lib/domain/payout/failure";
import type { Answer } from "../contract/simulator-spec";

export function json(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Answer {
  return { status, headers: { "content-type": "application/json; charset=utf-8", ...headers }, body: writeExactJson(body) };
}

export function success(facade: string, data: unknown): Answer {
  return json(200, { facade, data, status: "success", message: null });
}

/** What is said where there is nothing to show. */
export function done(): Answer {
  return json(200, { status: "success", data: {}, message: null });
}

/** As a program prints a number: 100 and 12.5, not 100.00 and 12.50. */
export function amountLiteral(amount: Money): NumberLiteral {
  const text = toDecimal(amount);
  return new NumberLiteral(text.includes(".") ? text.replace(/\.?0+$/, "") : text);
}

const METHODS: Readonly<Record<string, string>> = { POST: "01", GET: "02", PUT: "03", DELETE: "04" };
const KINDS = { notFound: "01", invalid: "02", missing: "03", wrongState: "07" } as const;
const HTTP = { notFound: 404, invalid: 400, missing: 400, wrongState: 400 } as const;

export type Trouble = { readonly kind: keyof typeof KINDS; readonly text: string };

/** The newer error. Which digits stand for payouts and recipients nobody has published, so "00" for any resource stands there. */
export function coded(method: string, { kind, text }: Trouble): Answer {
  return json(HTTP[kind], { status: "error", code: `${METHODS[method] ?? "00"}00${KINDS[kind]}`, data: null, error: text });
}

/** The older error, and the status under which others have seen it. */
export function older(text: string, status = 500): Answer {
  return json(status, { error: text });
}

type Refusal = { readonly meaning: FailureReason; readonly answer: () => Answer };

/** What `refuse:<word>` answers with. The words are ours; the bodies are BitPay's, in each of its shapes. */
export const REFUSALS = {
  invalid: { meaning: "instructionInvalid", answer: () => coded("POST", { kind: "invalid", text: "The request is not valid." }) },
  missing: { meaning: "instructionInvalid", answer: () => coded("POST", { kind: "missing", text: "Ledger currency is required" }) },
  minimum: {
    meaning: "amountInvalid",
    // Some pages put the text here, and the status may be any.
    answer: () => json(200, { status: "error", code: "010002", data: null, message: "The amount is below the minimum of 5 USD." }),
  },
  recipient: { meaning: "receiverNotReady", answer: () => coded("POST", { kind: "wrongState", text: "The recipient is not active." }) },
  not_found: { meaning: "receiverNotReady", answer: () => coded("POST", { kind: "notFound", text: "Recipient not found." }) },
  listed: { meaning: "amountInvalid", answer: () => json(400, { errors: [{ error: "must be a number", param: "amount" }] }) },
  older: { meaning: "instructionInvalid", answer: () => older("Invalid params", 400) },
  forbidden: { meaning: "restricted", answer: () => older("Payouts are not enabled for this account", 403) },
} as const satisfies Record<string, Refusal>;

export function refusalFor(word: string): Answer {
  const refusals: Readonly<Record<string, Refusal>> = REFUSALS;
  return (refusals[word] ?? REFUSALS.invalid).answer();
}

/** The text of an error, for the rows of a group, which carry nothing else of it. */
export function errorText(answer: Answer): string {
  const match = /"(?:error|message)":"((?:[^"\\]|\\.)*)"/.exec(answer.body);
  return match?.[1] ?? "The instruction is not valid.";
}
