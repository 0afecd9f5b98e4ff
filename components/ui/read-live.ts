import type * as z from "zod";

/** The session behind this page is over: asking again changes nothing. */
export class SessionEnded extends Error {
  override readonly name = "SessionEnded";
}

/** What was asked for is not there any more, or never was for this person. */
export class NotThere extends Error {
  override readonly name = "NotThere";
}

// The last answer of each address that is watched, so that an unchanged one is neither sent nor read again.
const kept = new Map<string, { readonly tag: string; readonly value: unknown }>();
const KEPT_AT_MOST = 12;

/** Asks one of our own live routes, and reads the answer with the schema that it was written for. */
export async function readLive<S extends z.ZodType>(address: string, shape: S, signal?: AbortSignal): Promise<z.output<S>> {
  const before = kept.get(address);
  const response = await fetch(address, {
    signal,
    cache: "no-store",
    headers: { Accept: "application/json", ...(before ? { "If-None-Match": before.tag } : {}) },
  });
  if (response.status === 304 && before) return shape.parse(before.value);
  const value = await bodyOf(response, address);
  const answer = shape.parse(value);
  keep(address, response.headers.get("etag"), value);
  return answer;
}

/** For what must not stand in an address, such as people's names and e-mail addresses. */
export async function askLive<S extends z.ZodType>(
  address: string,
  question: unknown,
  shape: S,
  signal?: AbortSignal,
): Promise<z.output<S>> {
  const response = await fetch(address, {
    method: "POST",
    signal,
    cache: "no-store",
    headers: { Accept: "application/json", "Content-Type": "application/json" },
    body: JSON.stringify(question),
  });
  return shape.parse(await bodyOf(response, address));
}

async function bodyOf(response: Response, address: string): Promise<unknown> {
  if (response.status === 401) throw new SessionEnded("The session has ended.");
  if (response.status === 404) throw new NotThere(`${address} is not there.`);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);
  return response.json();
}

function keep(address: string, tag: string | null, value: unknown) {
  kept.delete(address);
  if (tag) kept.set(address, { tag, value });
  const [oldest] = kept.keys();
  if (kept.size > KEPT_AT_MOST && oldest) kept.delete(oldest);
}
