import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import type { ProviderEvent, WebhookDelivery, Webhooks, WebhookVerdict } from "../contract/webhooks";
import { observationOf } from "./mapping";
import type { IvySettings } from "./settings";
import { Envelope, exactJsonOf, OrderNamed, Payout } from "./wire";

/**
 * Ivy signs the raw body with HMAC-SHA256 and sends no time with it, so an old delivery stays genuine for ever: what keeps it from
 * being applied twice is its id, by which deliveries are de-duplicated.
 */
export function ivyWebhooks(settings: Pick<IvySettings, "webhookSecret">): Webhooks {
  return {
    verify: async (delivery) => verify(delivery, settings.webhookSecret),
    translate,
  };
}

export function signBody(body: Uint8Array, secret: string): string {
  return createHmac("sha256", secret).update(body).digest("hex");
}

function verify({ headers, body }: WebhookDelivery, secret: string): WebhookVerdict {
  const signature = headers["x-ivy-signature"]?.trim() ?? "";
  if (signature === "") return { kind: "forged", why: "It has no X-Ivy-Signature." };
  if (!/^[0-9a-f]{64}$/i.test(signature)) return { kind: "forged", why: "Its signature is no HMAC-SHA256 in hex." };
  if (!timingSafeEqual(Buffer.from(signature, "hex"), Buffer.from(signBody(body, secret), "hex"))) {
    return { kind: "forged", why: "Its signature does not fit the body and our signing secret." };
  }
  return { kind: "genuine", proof: "signed", dedupeKey: dedupeKeyOf(body) };
}

function dedupeKeyOf(body: Uint8Array): string {
  const envelope = Envelope.safeParse(exactJsonOf(body));
  return envelope.success ? envelope.data.id : `sha256:${createHash("sha256").update(body).digest("hex")}`;
}

/** What these say is read again from the order itself: their payloads are not documented as whole. */
const ABOUT_ORDERS: readonly string[] = ["order_created", "order_updated", "refund.initiated", "refund.succeeded", "refund.failed"];

/** `user_payout.*` are older twins of `payout.*`, and `payout_*` are settlements to the merchant: neither may be applied. */
function translate(body: Uint8Array): readonly ProviderEvent[] {
  const envelope = Envelope.safeParse(exactJsonOf(body));
  if (!envelope.success) return [{ kind: "irrelevant", eventName: "unreadable" }];
  const { type: eventName, date, payload } = envelope.data;
  if (ABOUT_ORDERS.includes(eventName)) {
    const named = OrderNamed.safeParse(payload);
    const { id = null, orderId = null } = named.success ? named.data : {};
    // Of a refund, `id` is the refund's own.
    const about = orderId ?? (eventName.startsWith("order_") ? id : null);
    return [about ? { kind: "sourceChanged", about: { kind: "order", orderId: about }, eventName } : { kind: "irrelevant", eventName }];
  }
  if (!eventName.startsWith("payout.")) return [{ kind: "irrelevant", eventName }];

  const payout = Payout.safeParse(payload);
  if (payout.success) return [{ kind: "observation", observation: observationOf(payout.data, { evidenceId: null, at: date }) }];
  const named = Payout.pick({ id: true }).safeParse(payload);
  return [named.success ? { kind: "lookUp", providerPayoutId: named.data.id, eventName } : { kind: "irrelevant", eventName }];
}
