import type * as z from "zod";
import { SECOND_MS } from "@/lib/base/time";
import type { Fault } from "./fault";
import type { Observation, ProviderFailure, SendOutcome } from "./payout";
import type { Exchange } from "./transport";

export type Answered = Extract<Exchange, { kind: "answered" }>;

/** How one provider answers the handing over of a payout; the rest is the same for all. */
export type SendReading = {
  readonly now: Date;
  /** Reads a 2xx answer. `Fault` when it cannot be read: then it was probably booked, and nobody knows under which id. */
  accepted(
    answer: Answered,
  ): { readonly kind: "read"; readonly observation: Observation } | { readonly kind: "unreadable"; readonly fault: Fault };
  /** Reads a 4xx answer. Null when it is none of the provider's documented refusals: a proxy's 404 page refuses nothing. */
  refused(answer: Answered): ProviderFailure | null;
  /** Whether the provider's contract supports reading 429 as "turned away at the door, nothing booked". */
  readonly rateLimitPrecedesBooking: boolean;
};

/** From the end of an exchange to the end of a payout's sending: the one place where the four ends are told apart. */
export function judgeSend(exchange: Exchange, reading: SendReading): SendOutcome {
  if (exchange.kind === "neverLeft") return { kind: "notSent", fault: faultOf(exchange, reading.now) };
  if (exchange.kind === "lost") return { kind: "unknown", fault: faultOf(exchange, reading.now) };

  const { status } = exchange;
  if (status >= 200 && status <= 299) {
    const read = reading.accepted(exchange);
    if (read.kind === "unreadable") return { kind: "unknown", fault: read.fault };
    return { kind: "accepted", observation: read.observation };
  }
  const fault = faultOf(exchange, reading.now);
  // Credentials are looked at before anything else is: nothing was booked, and the same order may go again.
  if (status === 401) return { kind: "notSent", fault };
  if (status === 429) return { kind: reading.rateLimitPrecedesBooking ? "notSent" : "unknown", fault };
  if (status >= 400 && status <= 499) {
    const failure = reading.refused(exchange);
    if (failure) return { kind: "refused", failure, evidenceId: exchange.evidenceId };
  }
  return { kind: "unknown", fault };
}

/** What went wrong with an exchange that did not bring what was asked. */
export function faultOf(exchange: Exchange, now: Date): Fault {
  const { evidenceId } = exchange;
  if (exchange.kind === "neverLeft") return { kind: "unreachable", message: exchange.message, retryAfterSeconds: null, evidenceId };
  if (exchange.kind === "lost") {
    const kind = exchange.timedOut ? "timeout" : "connectionLost";
    return { kind, message: exchange.message, retryAfterSeconds: null, evidenceId };
  }
  const message = `The provider answered ${exchange.status}.`;
  return {
    kind: faultKindOf(exchange.status),
    message,
    retryAfterSeconds: readRetryAfter(exchange.headers["retry-after"], now),
    evidenceId,
  };
}

function faultKindOf(status: number): Fault["kind"] {
  if (status === 401 || status === 403) return "unauthorised";
  if (status === 408) return "timeout";
  if (status === 429) return "rateLimited";
  return status >= 500 ? "unavailable" : "unexpected";
}

/** RFC 9110: whole seconds, or a date. Null when it is absent or neither. */
export function readRetryAfter(value: string | undefined, now: Date): number | null {
  const text = value?.trim() ?? "";
  if (/^\d{1,9}$/.test(text)) return Number(text);
  if (!/[a-z]/i.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) ? null : Math.max(0, Math.ceil((at - now.getTime()) / SECOND_MS));
}

/** An answer's JSON through the provider's own schema. */
export function readJson<Schema extends z.ZodType>(
  answer: Answered,
  schema: Schema,
): { readonly kind: "read"; readonly value: z.infer<Schema> } | { readonly kind: "unreadable"; readonly fault: Fault } {
  const parsed = schema.safeParse(jsonOf(answer.body));
  if (parsed.success) return { kind: "read", value: parsed.data };
  return { kind: "unreadable", fault: unreadable(answer) };
}

export function unreadable(answer: Answered): Fault {
  const message = `The provider answered ${answer.status} with something that we cannot read.`;
  return { kind: "unreadable", message, retryAfterSeconds: null, evidenceId: answer.evidenceId };
}

/** Undefined when the bytes are no UTF-8 or no JSON, a value that no schema of ours accepts. */
export function jsonOf(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
