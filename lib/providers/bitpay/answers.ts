import * as z from "zod";
import { NumberLiteral } from "@/lib/base/exact-json";
import type { Fault } from "../contract/fault";
import { type Answered, faultOf, unreadable } from "../contract/faults";
import type { Exchange } from "../contract/transport";
import { exactJsonOf } from "./wire";

/**
 * BitPay's own way of saying no, in whichever of its three shapes: `{status: "error", code, error or message}`,
 * `{error: "text"}`, `{errors: [{error, param}]}`. Any HTTP status can stand over them, 200 included.
 */
export type Problem = {
  /** Six digits, of which the last two say what kind of trouble it is; null in the older shapes. */
  readonly code: string | null;
  readonly message: string;
  /** The members that were found wrong, where it lists them. */
  readonly params: readonly string[];
};

const Text = z.union([z.string(), z.instanceof(NumberLiteral).transform(({ text }) => text)]);
const Listed = z.object({ error: Text.nullish().catch(null), param: Text.nullish().catch(null) });
const Envelope = z.object({
  status: z.unknown().optional(),
  code: Text.nullish().catch(null),
  error: z.unknown().optional(),
  errors: z.array(Listed).nullish().catch(null),
  message: Text.nullish().catch(null),
  data: z.unknown().optional(),
});

/** Null for an answer that is no error of BitPay's: a success, or a page of something that stands in front of it. */
export function problemIn(answer: Answered): Problem | null {
  const read = Envelope.safeParse(exactJsonOf(answer.body));
  if (!read.success) return null;
  const { status, code, error, errors, message } = read.data;
  const listed = errors ?? [];
  if (status !== "error" && isNothing(error) && listed.length === 0) return null;
  return {
    code: code === null || code === undefined ? null : code.padStart(6, "0"),
    message: messageOf(error) ?? message ?? listed.map(({ error: text, param }) => [text, param].filter(Boolean).join(" ")).join("; "),
    params: listed.flatMap(({ param }) => (param ? [param] : [])),
  };
}

/** The last two digits of the code: "01" not found, "02" invalid parameter, "03" missing parameter, "07" wrong state, "00" anything. */
export function kindOf({ code }: Problem): string | null {
  return code !== null && /^\d{6}$/.test(code) ? code.slice(-2) : null;
}

/** Key, signature or token: looked at before anything else is, so nothing was done. The texts are all that BitPay gives. */
export function isAboutCredentials({ message }: Problem): boolean {
  return (
    /^(?:invalid|unauthori[sz]ed|missing|unknown) (?:api )?(?:token|signature|sin|identity)\b/i.test(message) || /\bfacade\b/i.test(message)
  );
}

export function isNotFound(problem: Problem, { status }: Answered): boolean {
  const kind = kindOf(problem);
  return kind === "01" || (kind === null && status === 404);
}

export type Read<T> =
  | { readonly kind: "read"; readonly value: T; readonly answer: Answered }
  /** BitPay answered with an error of its own. */
  | { readonly kind: "problem"; readonly problem: Problem; readonly answer: Answered; readonly fault: Fault }
  | { readonly kind: "unavailable"; readonly fault: Fault };

/** A success is a 2xx without any error in it; its `data`, or the whole where BitPay leaves the envelope out. */
export function readAnswer<Schema extends z.ZodType>(asked: Exchange, schema: Schema, now: Date): Read<z.infer<Schema>> {
  if (asked.kind !== "answered") return { kind: "unavailable", fault: faultOf(asked, now) };
  const problem = problemIn(asked);
  const isTurnedAway = asked.status === 429 || asked.status >= 500;
  if (problem && (!isTurnedAway || isAboutCredentials(problem))) {
    return { kind: "problem", problem, answer: asked, fault: faultOfProblem(problem, asked, now) };
  }
  if (asked.status < 200 || asked.status > 299) return { kind: "unavailable", fault: faultOf(asked, now) };
  const whole = exactJsonOf(asked.body);
  const enveloped = z.object({ data: z.unknown().optional() }).safeParse(whole);
  const data = enveloped.success && !isNothing(enveloped.data.data) ? enveloped.data.data : whole;
  const parsed = schema.safeParse(data);
  return parsed.success ? { kind: "read", value: parsed.data, answer: asked } : { kind: "unavailable", fault: unreadable(asked) };
}

/** `{status: "success", data: {}}`: all that is said about what was cancelled, removed or sent again. */
export function isDone(asked: Exchange): asked is Answered {
  if (asked.kind !== "answered" || asked.status < 200 || asked.status > 299 || problemIn(asked)) return false;
  return z.object({ status: z.string().regex(/^success$/i) }).safeParse(exactJsonOf(asked.body)).success;
}

export function faultOfProblem(problem: Problem, answer: Answered, now: Date): Fault {
  const fault = faultOf(answer, now);
  if (isAboutCredentials(problem))
    return { ...fault, kind: "unauthorised", message: `BitPay did not accept our key or token: ${problem.message}` };
  const code = problem.code === null ? "" : ` ${problem.code}`;
  return { ...fault, message: `BitPay answered ${answer.status} with its error${code}: ${problem.message}` };
}

function messageOf(error: unknown): string | null {
  const text = Text.safeParse(error);
  if (text.success) return text.data;
  const inner = z.object({ message: z.string() }).safeParse(error);
  return inner.success ? inner.data.message : null;
}

function isNothing(value: unknown): boolean {
  return value === undefined || value === null || value === "" || value === false;
}
