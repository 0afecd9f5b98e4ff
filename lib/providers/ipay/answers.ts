import type * as z from "zod";
import type { Fault } from "../contract/fault";
import { type Answered, faultOf, unreadable } from "../contract/faults";
import type { Exchange } from "../contract/transport";
import { exactJsonOf, Problem } from "./wire";

/** How a question ended. `problem`: Ipay answered in its own words that it cannot; the code says what is meant, whatever the HTTP status. */
export type Asked<T> =
  | { readonly kind: "read"; readonly value: T; readonly answer: Answered }
  | { readonly kind: "problem"; readonly problem: Problem; readonly answer: Answered }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export function readAnswer<Schema extends z.ZodType>(exchange: Exchange, schema: Schema, now: Date): Asked<z.infer<Schema>> {
  if (exchange.kind !== "answered" || speaksForNobody(exchange.status)) return { kind: "unavailable", fault: faultOf(exchange, now) };
  const problem = problemIn(exchange);
  if (problem) return { kind: "problem", problem, answer: exchange };
  if (exchange.status < 200 || exchange.status > 299) return { kind: "unavailable", fault: faultOf(exchange, now) };
  const read = schema.safeParse(exactJsonOf(exchange.body));
  if (read.success) return { kind: "read", value: read.data, answer: exchange };
  return { kind: "unavailable", fault: unreadable(exchange) };
}

/** Credentials, rate limits and breakdowns are about the call, not about what it asked. */
function speaksForNobody(status: number): boolean {
  return status === 401 || status === 403 || status === 429 || status >= 500;
}

export function problemIn(answer: Answered): Problem | null {
  const read = Problem.safeParse(exactJsonOf(answer.body));
  return read.success ? read.data : null;
}

/** Ipay's own words in a fault, where something else was expected. */
export function faultOfProblem(problem: Problem, answer: Answered): Fault {
  return { kind: "unexpected", message: wordsOf(problem), retryAfterSeconds: null, evidenceId: answer.evidenceId };
}

export function wordsOf({ message, error }: Problem): string {
  const words = error.map((one) => [one.code, one.message].filter(Boolean).join(": "));
  return [message, ...words].filter(Boolean).join(" - ");
}

export function codeOf({ error }: Problem): string {
  return error[0]?.code ?? "";
}
