import { createPublicKey, type KeyObject } from "node:crypto";
import * as z from "zod";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import type { ConnectContext } from "../contract/connection";
import type { Fault } from "../contract/fault";
import { faultOf, jsonOf, readJson } from "../contract/faults";
import { hostOf } from "../contract/hosts";
import type { Observation } from "../contract/payout";
import type { ProviderEvent, WebhookDelivery, Webhooks, WebhookVerdict } from "../contract/webhooks";
import { failureOf, isReturnReason } from "./mapping";
import { digestOf, isSignedBy, readSignature } from "./signing";
import { NUMBER_KEY, WebhookEvent, type WebhookKey, WebhookKeys } from "./wire";

/**
 * Believes a delivery only if TrueLayer's published key signed our path, its time and these very bytes. The address of the keys
 * is compared whole with the one we know before anything is fetched: a signature must not choose who vouches for it.
 */
export function trueLayerWebhooks(context: ConnectContext): Webhooks {
  const keysUrl = `${hostOf(context.hosts, "webhookKeys")}/.well-known/jwks`;
  return {
    async verify(delivery): Promise<WebhookVerdict> {
      const headers = lowerCased(delivery.headers);
      if (!headers) return forged("A header is there twice.");
      const signature = readSignature(headers["tl-signature"] ?? "");
      if (!signature) return forged("The Tl-Signature header is missing or is no ES512 signature.");
      if (signature.jku !== keysUrl) return forged("The signature names another place for its keys.");
      if (!signature.headerNames.some((name) => name.toLowerCase() === TIMESTAMP))
        return forged("The time is not part of what was signed.");
      if (!isTimely(headers[TIMESTAMP] ?? "", delivery.receivedAt)) return forged("The signed time is too far from the time of arrival.");

      const found = await findKey(signature.keyId, keysUrl, context);
      if (found.kind === "unavailable") return { kind: "undecided", fault: found.fault };
      if (found.kind === "unknown") return forged("TrueLayer publishes no such key.");
      const message = { method: "POST", path: delivery.path, body: delivery.body };
      if (!isSignedBy(signature, message, headers, found.key)) return forged("The signature does not fit the delivery.");
      return { kind: "genuine", proof: "signed", dedupeKey: dedupeKeyOf(delivery) };
    },
    translate,
  };
}

const TIMESTAMP = "x-tl-webhook-timestamp";

/**
 * How old a signed time may be is not documented. Deliveries are tried again for up to 72 hours, perhaps with their first signature,
 * and one refused is lost; one replayed is known by its event id and, at worst, says again what we know. So the window is the time of
 * trying again, and a little for clocks that disagree.
 */
export function isTimely(timestamp: string, receivedAt: Date): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(timestamp)) return false;
  const ageMs = receivedAt.getTime() - Date.parse(timestamp);
  return ageMs >= -5 * MINUTE_MS && ageMs <= 72 * HOUR_MS + 5 * MINUTE_MS;
}

type FoundKey = { kind: "found"; key: KeyObject } | { kind: "unknown" } | { kind: "unavailable"; fault: Fault };

const KeptKeys = z.object({ url: z.string(), fetchedAtMs: z.number(), keys: WebhookKeys.shape.keys });

/** Keys younger than this are not fetched again for an unknown key id: strangers must not make us knock at TrueLayer's door. */
const KEYS_ARE_FRESH_MS = 60 * SECOND_MS;

async function findKey(keyId: string, url: string, { transport }: ConnectContext): Promise<FoundKey> {
  const memoryKey = "truelayer.webhookKeys";
  const kept = KeptKeys.safeParse(transport.memory.get(memoryKey));
  if (kept.success && kept.data.url === url) {
    const key = usableKey(kept.data.keys, keyId);
    if (key) return { kind: "found", key };
    if (transport.now().getTime() - kept.data.fetchedAtMs < KEYS_ARE_FRESH_MS) return { kind: "unknown" };
  }
  const exchange = await transport.exchange({
    purpose: "webhookKeys",
    method: "GET",
    url,
    headers: { accept: "application/json" },
    timeoutMs: 5 * SECOND_MS,
    secrets: [],
  });
  if (exchange.kind !== "answered" || exchange.status !== 200) return { kind: "unavailable", fault: faultOf(exchange, transport.now()) };
  const read = readJson(exchange, WebhookKeys);
  if (read.kind === "unreadable") return { kind: "unavailable", fault: read.fault };
  transport.memory.set(memoryKey, { url, fetchedAtMs: transport.now().getTime(), keys: read.value.keys });
  const key = usableKey(read.value.keys, keyId);
  return key ? { kind: "found", key } : { kind: "unknown" };
}

/** The set may hold keys of other kinds: only one for ES512 counts, whatever its id. */
function usableKey(keys: readonly WebhookKey[], keyId: string): KeyObject | null {
  const jwk = keys.find((one) => one.kid === keyId && one.kty === "EC" && one.crv === "P-521" && (one.alg ?? "ES512") === "ES512");
  if (!jwk || (jwk.use ?? "sig") !== "sig") return null;
  try {
    return openKey({ x: String(jwk.x), y: String(jwk.y) });
  } catch {
    return null;
  }
}

/** A point of the curve is checked when it is opened, which takes nearly as long as a signature: each is opened once. */
const opened = new Map<string, KeyObject>();
const MOST_OPENED = 16;

function openKey({ x, y }: { readonly x: string; readonly y: string }): KeyObject {
  const point = `${x} ${y}`;
  const known = opened.get(point);
  if (known) return known;
  const key = createPublicKey({ key: { kty: "EC", crv: "P-521", x, y }, format: "jwk" });
  if (opened.size >= MOST_OPENED) opened.clear();
  opened.set(point, key);
  return key;
}

/** Null when two names differ only in case: then it is not clear which value was signed. */
function lowerCased(headers: Readonly<Record<string, string>>): Record<string, string> | null {
  const entries = Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value] as const);
  const lowered = Object.fromEntries(entries);
  return Object.keys(lowered).length === entries.length ? lowered : null;
}

function dedupeKeyOf({ body }: WebhookDelivery): string {
  const event = WebhookEvent.safeParse(jsonOf(body));
  return (event.success && event.data.event_id) || digestOf(body);
}

function translate(body: Uint8Array): readonly ProviderEvent[] {
  const parsed = WebhookEvent.safeParse(jsonOf(body));
  if (!parsed.success) return [{ kind: "irrelevant", eventName: "unreadable" }];
  const event = parsed.data;
  const { type, payout_id: payoutId } = event;

  // An older way of telling a return: the payout stays executed, and the money arrives as a payment from outside.
  const returnedId = event.return_for?.returned_id;
  if (type === "external_payment_received" && returnedId) {
    const told = { at: event.settled_at, failure: failureOf("returned"), rail: null, payoutNumber: null };
    return [{ kind: "observation", observation: observed(returnedId, { ...told, status: "returned", providerStatus: type }) }];
  }
  // Neither says how much: that is in the merchant account's transactions.
  if (type === "payment_settled" || type === "refund_executed") {
    const about = { kind: "ledger", since: event.settled_at ?? event.executed_at, paymentId: event.payment_id } as const;
    return [{ kind: "sourceChanged", about, eventName: type }];
  }
  if (!payoutId || !type.startsWith("payout_")) return [{ kind: "irrelevant", eventName: type }];

  const rail = event.scheme_id;
  // Lets an event find its payout that overtakes the answer with TrueLayer's id.
  const payoutNumber = event.metadata?.[NUMBER_KEY] ?? null;
  if (type === "payout_executed") {
    const told = { status: "settled", providerStatus: "executed", at: event.executed_at, failure: null, rail, payoutNumber } as const;
    return [{ kind: "observation", observation: observed(payoutId, told) }];
  }
  if (type === "payout_failed") {
    const code = event.failure_reason;
    const status = isReturnReason(code) ? "returned" : "failed";
    const told = { status, providerStatus: "failed", at: event.failed_at, failure: failureOf(code), rail, payoutNumber } as const;
    return [{ kind: "observation", observation: observed(payoutId, told) }];
  }
  // Among these `payout_attempt_failed`: TrueLayer tries again by itself, so it is no end.
  return [{ kind: "lookUp", providerPayoutId: payoutId, eventName: type }];
}

/** Payout webhooks carry neither amount nor currency. */
function observed(
  providerPayoutId: string,
  told: Pick<Observation, "status" | "providerStatus" | "at" | "failure" | "rail" | "payoutNumber">,
): Observation {
  return { providerPayoutId, ...told, amount: null, fee: null, traceId: null, evidenceId: null };
}

function forged(why: string): WebhookVerdict {
  return { kind: "forged", why };
}
