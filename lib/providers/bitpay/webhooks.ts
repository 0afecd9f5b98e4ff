import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { HOUR_MS } from "@/lib/base/time";
import type { ProviderEvent, WebhookDelivery, Webhooks, WebhookVerdict } from "../contract/webhooks";
import { exactJsonOf, WebhookBody, withoutTokens } from "./wire";

/**
 * BitPay signs nothing, so a webhook is a hint and no more: it names something to be read with a signed call, and everything else that
 * it says is left alone. What keeps strangers from hinting is the connection's own id in the address, which nobody can guess.
 */
export function bitpayWebhooks({ payoutToken }: { readonly payoutToken: string }): Webhooks {
  return {
    verify: async (delivery) => verify(delivery, payoutToken),
    translate,
    scrubDelivery: (body) => new TextEncoder().encode(withoutTokens(new TextDecoder().decode(body))),
  };
}

export const EVENTS = {
  "5001": "payout_funded",
  "5002": "payout_processing",
  "5003": "payout_completed",
  "5004": "payout_cancelled",
  "5005": "payout_manuallyNotified",
  "4001": "recipient_invited",
  "4002": "recipient_unverified",
  "4003": "recipient_verified",
  "4004": "recipient_active",
  "4005": "recipient_paused",
  "4006": "recipient_removed",
  "4007": "recipient_manuallyNotified",
} as const satisfies Record<string, string>;

/** A payout passes each of these once; the rest can come again, and mean something each time. */
const ONCE_ONLY: readonly string[] = ["5001", "5002", "5003", "5004"];

function verify(delivery: WebhookDelivery, payoutToken: string): WebhookVerdict {
  const note = noteOnSignature(delivery, payoutToken);
  return { kind: "genuine", proof: "unsigned", dedupeKey: dedupeKeyOf(delivery), ...(note === null ? {} : { note }) };
}

/** There is no event id. Retries come within the hour, as far as anybody knows; one that does not is read once more, which harms nothing. */
function dedupeKeyOf({ body, receivedAt }: WebhookDelivery): string {
  const read = WebhookBody.safeParse(exactJsonOf(body));
  if (!read.success) return `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const { event, data } = read.data;
  const hour = ONCE_ONLY.includes(event.code) ? [] : [String(Math.floor(receivedAt.getTime() / HOUR_MS))];
  return [data.id, event.code, ...hour].join(":");
}

/**
 * BitPay's demonstration shop checks this header on invoices: base64 of HMAC-SHA256 over the raw body, keyed with the token. For
 * payouts nobody has promised it, so what it says is written down, and believed in neither direction.
 */
function noteOnSignature({ headers, body }: WebhookDelivery, payoutToken: string): string | null {
  const given = headers["x-signature"]?.trim();
  if (!given) return null;
  const expected = createHmac("sha256", payoutToken).update(body).digest();
  const signature = Buffer.from(given, "base64");
  const fits = signature.length === expected.length && timingSafeEqual(signature, expected);
  return fits ? "Its x-signature fits our payout token." : "Its x-signature does not fit our payout token.";
}

/** By the code, not the name: BitPay's own pages disagree on names, and the status is read anyway. */
function translate(body: Uint8Array): readonly ProviderEvent[] {
  const read = WebhookBody.safeParse(exactJsonOf(body));
  if (!read.success) return [{ kind: "irrelevant", eventName: "unreadable" }];
  const { event, data } = read.data;
  const eventName = event.name ?? nameOf(event.code);
  if (/^5\d{3}$/.test(event.code)) {
    return [{ kind: "lookUp", providerPayoutId: data.id, payoutNumber: data.reference ?? null, eventName }];
  }
  if (/^4\d{3}$/.test(event.code)) {
    return [{ kind: "enrolmentChanged", providerReceiverId: data.id, providerAccountId: null, eventName }];
  }
  return [{ kind: "irrelevant", eventName }];
}

function nameOf(code: string): string {
  const names: Readonly<Record<string, string>> = EVENTS;
  return Object.hasOwn(names, code) ? (names[code] ?? code) : code;
}
