import { createHmac } from "node:crypto";
import { drawUuid } from "@/lib/providers/contract/simulator-random";
import type { ProviderId } from "./sendable-payout";

// What a liar can make who knows every address, every id and every genuine delivery, and none of the secrets.

/** A delivery that the provider itself made, as it lies in the inbox. */
export type Genuine = { readonly headers: readonly Header[]; readonly body: Uint8Array };
export type Header = readonly [name: string, value: string];
export type Victim = {
  readonly providerPayoutId: string;
  readonly number: string;
  /** As the provider knows the receiver, where receivers are made known first. */
  readonly receiver: string | null;
};

export type Forgery = {
  readonly kind: string;
  readonly connectionId: string;
  readonly headers: readonly Header[];
  readonly body: Uint8Array;
  /** 401: a proof that does not hold. 413: too long to be read. 200: heard before, or a hint that nobody needs to believe. */
  readonly answer: 200 | 401 | 413;
};

/** What is at hand while one is made. */
export type Workshop = {
  readonly random: () => number;
  readonly connectionId: string;
  /** The same provider's connection of another merchant. */
  readonly strangerId: string;
  readonly victim: Victim;
  readonly genuine: readonly Genuine[];
};

export type Make = (workshop: Workshop) => Omit<Forgery, "kind" | "connectionId"> & { readonly connectionId?: string };

export const BODY_LIMIT_BYTES = 256 * 1024;
/** Kinds that cost so much room that one in thirty is enough. */
const RARE: readonly string[] = ["huge", "nearlyHuge", "deep", "longId"];

export function drawForgery(kinds: Readonly<Record<string, Make>>, workshop: Workshop): Forgery {
  const names = Object.keys(kinds);
  const isRare = workshop.random() < 1 / 30;
  const kind = pick(
    names.filter((name) => RARE.includes(name) === isRare),
    workshop.random,
  );
  const made = kinds[kind]?.(workshop);
  if (!made) throw new Error(`Nobody forges ${kind}.`);
  return { connectionId: workshop.connectionId, ...made, kind };
}

export function pick<T>(list: readonly T[], random: () => number): T {
  const drawn = list[Math.floor(random() * list.length)];
  if (drawn === undefined) throw new Error("There is nothing to draw from.");
  return drawn;
}

export const bytes = (text: string) => new TextEncoder().encode(text);
export const textOf = (body: Uint8Array) => new TextDecoder().decode(body);

/** Made longer than any real delivery, and still JSON. */
export function padded(body: Uint8Array, toBytes: number): Uint8Array {
  const text = textOf(body).trimEnd();
  const frame = `${text.slice(0, -1)},"padding":""}`;
  return bytes(`${frame.slice(0, -2)}${"x".repeat(Math.max(0, toBytes - frame.length))}"}`);
}

/** The genuine text with a member more, or with one that is there twice: read one way it says something else than it was signed for. */
export function withExtra(genuine: Uint8Array, lie: Uint8Array, where: "first" | "last"): Uint8Array {
  const inner = (body: Uint8Array) => textOf(body).trim().slice(1, -1);
  const halves = where === "first" ? [inner(lie), inner(genuine)] : [inner(genuine), inner(lie)];
  return bytes(`{${halves.join(",")}}`);
}

/** The headers with one of them changed. */
export function changed(headers: readonly Header[], name: string, change: (value: string) => string): readonly Header[] {
  return headers.map(([one, value]) => [one, one === name ? change(value) : value] as const);
}

export function hmacHex(body: Uint8Array, algorithm: "sha1" | "sha256" | "sha512", key: string | Uint8Array): string {
  return createHmac(algorithm, key).update(body).digest("hex");
}

/** A lie in each provider's own words: the contrary of what is so, about a payout that is on its way. */
export const LIES: Readonly<Record<ProviderId, (workshop: Workshop) => Uint8Array>> = {
  ivy: ({ random, victim }) => {
    const status = pick(["paid", "failed", "canceled", "returned"], random);
    const payload = { id: victim.providerPayoutId, status, amount: 1, currency: "EUR", metadata: { counterfoil_number: victim.number } };
    return bytes(JSON.stringify({ id: drawUuid(random), type: `payout.${status}`, date: new Date().toISOString(), payload }));
  },
  truelayer: ({ random, victim }) => {
    const at = new Date().toISOString();
    const told = pick(
      [
        { type: "payout_executed", executed_at: at, scheme_id: "sepa_credit_transfer" },
        { type: "payout_failed", failed_at: at, failure_reason: "returned" },
        { type: "payout_failed", failed_at: at, failure_reason: "account_not_valid" },
      ],
      random,
    );
    const metadata = { counterfoil_number: victim.number };
    return bytes(JSON.stringify({ ...told, event_version: 1, event_id: drawUuid(random), payout_id: victim.providerPayoutId, metadata }));
  },
  ipay: ({ random, victim }) =>
    bytes(
      JSON.stringify({
        event: pick(["payoutUpdated", "payoutFailure", "payoutCreated"], random),
        amount: Math.floor(random() * 1_000_000),
        currency: "AUD",
        payout_id: victim.providerPayoutId,
        reference: victim.number,
        status: pick(["failed", "cancelled", "rejected"], random),
        timestamp: Math.floor(random() * 1e13),
      }),
    ),
  bitpay: ({ random, victim }) =>
    bytes(
      JSON.stringify({
        event: { code: pick([5001, 5002, 5003, 5004, 5005], random), name: "payout_cancelled" },
        data: { id: victim.providerPayoutId, amount: random() * 1000, currency: "EUR", reference: victim.number, status: "cancelled" },
      }),
    ),
};
