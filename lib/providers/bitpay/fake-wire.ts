import { readFileSync } from "node:fs";
import path from "node:path";
import type { Exchange, ExchangeRequest, Transport } from "../contract/transport";
import { manifest } from "./manifest";

// For this folder's tests: a wire that answers what a function says to each request, and remembers them.

export const NOW = new Date("2026-03-02T12:00:00Z");

/** Of BitPay's own test vector, so that nobody can mistake it for a secret. */
export const SETTINGS = {
  privateKey: "2f72ed3291b536aa43d750829875f5a742a0f1095b8ad529944cbc0bd498693f",
  payoutToken: "payout-token-value",
  merchantToken: "merchant-token-value",
};

export function fixture(name: string): string {
  return readFileSync(path.join(import.meta.dirname, "fixtures", `${name}.json`), "utf8");
}

export function answer(status: number, body: unknown, headers: Readonly<Record<string, string>> = {}): Exchange {
  const text = typeof body === "string" ? body : JSON.stringify(body);
  return { kind: "answered", status, headers, body: new TextEncoder().encode(text), evidenceId: "e" };
}

export const LOST: Exchange = { kind: "lost", timedOut: true, message: "No whole answer.", evidenceId: "e" };
export const NEVER_LEFT: Exchange = { kind: "neverLeft", message: "ECONNREFUSED", evidenceId: "e" };

export type FakeWire = {
  readonly sent: ExchangeRequest[];
  readonly context: { readonly hosts: typeof manifest.hosts.sandbox; readonly transport: Transport };
  /** The body of the nth request, read as JSON. */
  bodyOf(place: number): Record<string, unknown>;
};

export function openWire(reply: (request: ExchangeRequest, count: number) => Exchange): FakeWire {
  const sent: ExchangeRequest[] = [];
  const transport: Transport = {
    memory: new Map(),
    now: () => NOW,
    exchange: async (request) => reply(request, sent.push(request)),
  };
  const textOf = (place: number) => new TextDecoder().decode(sent[place]?.body);
  return { sent, context: { hosts: manifest.hosts.sandbox, transport }, bodyOf: (place) => JSON.parse(textOf(place)) };
}
