import type * as z from "zod";
import type { Fault } from "../contract/fault";
import { type Answered, faultOf, unreadable } from "../contract/faults";
import type { Exchange } from "../contract/transport";
import { exactJsonOf, Problem } from "./wire";

export type Read<T> = { readonly kind: "read"; readonly value: T } | { readonly kind: "unreadable"; readonly fault: Fault };

export function readExact<Schema extends z.ZodType>(answer: Answered, schema: Schema): Read<z.infer<Schema>> {
  const parsed = schema.safeParse(exactJsonOf(answer.body));
  return parsed.success ? { kind: "read", value: parsed.data } : { kind: "unreadable", fault: unreadable(answer) };
}

/** A 404 in Ivy's own words. A proxy's 404 page says nothing about a payout. */
export function isNotFound(asked: Exchange): asked is Answered {
  if (asked.kind !== "answered" || asked.status !== 404) return false;
  const read = readExact(asked, Problem);
  return read.kind === "read" && (read.value.code === "NOT_FOUND" || read.value.category === "invalid_request_error");
}

type ReadAnswer<T> =
  | { readonly kind: "read"; readonly value: T; readonly answer: Answered }
  | { readonly kind: "unavailable"; readonly fault: Fault };

export function readAnswer<Schema extends z.ZodType>(asked: Exchange, schema: Schema, now: Date): ReadAnswer<z.infer<Schema>> {
  if (asked.kind !== "answered" || asked.status < 200 || asked.status > 299) return { kind: "unavailable", fault: faultOf(asked, now) };
  const read = readExact(asked, schema);
  if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
  return { kind: "read", value: read.value, answer: asked };
}
