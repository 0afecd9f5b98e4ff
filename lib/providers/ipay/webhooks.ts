import { createHash } from "node:crypto";
import { maskAccountNumbers } from "@/lib/domain/account/mask-in-text";
import { createScrubber } from "../contract/scrub";
import type { ProviderEvent, WebhookDelivery, Webhooks, WebhookVerdict } from "../contract/webhooks";
import { withoutPersonalFacts } from "./personal-facts";
import type { IpaySettings } from "./settings";
import { exactJsonOf, WebhookEvent } from "./wire";

/**
 * Ipay signs nothing, so a webhook is a hint from a stranger: it says what to look up and nothing else. Whoever knows the address can
 * at most make us ask Ipay once more.
 */
export function ipayWebhooks({ subaccountId }: Pick<IpaySettings, "subaccountId">): Webhooks {
  return {
    verify: async (delivery) => verifyIpayWebhook(delivery),
    translate: (body) => translate(body, subaccountId),
    scrubDelivery,
  };
}

/** The one place to change when Ipay begins to sign. */
function verifyIpayWebhook({ body }: WebhookDelivery): WebhookVerdict {
  return { kind: "genuine", proof: "unsigned", dedupeKey: dedupeKeyOf(body) };
}

/** Deliveries carry no id, and come again for up to a day: the same news about the same thing at the same moment is the same delivery. */
function dedupeKeyOf(body: Uint8Array): string {
  const read = WebhookEvent.safeParse(exactJsonOf(body));
  if (!read.success || !read.data.timestamp) return `sha256:${createHash("sha256").update(body).digest("hex")}`;
  const { event, payout_id, receiver_account_id, receiver_id, batch_id, status, kyc_status, confirm_status, timestamp } = read.data;
  const entityId = payout_id ?? receiver_account_id ?? receiver_id ?? batch_id ?? null;
  const news = JSON.stringify([event, entityId, status, kyc_status, confirm_status, timestamp]);
  return `sha256:${createHash("sha256").update(news).digest("hex")}`;
}

function translate(body: Uint8Array, subaccountId: string): readonly ProviderEvent[] {
  const read = WebhookEvent.safeParse(exactJsonOf(body));
  if (!read.success) return [{ kind: "irrelevant", eventName: "unreadable" }];
  const { event: eventName, payout_id, receiver_id, receiver_account_id, reference, subccount_id, subaccount_id } = read.data;

  // One address may serve several subaccounts; what is another's cannot be asked for with this one's key.
  const about = subccount_id ?? subaccount_id ?? null;
  if (about !== null && about.toLowerCase() !== subaccountId) return [{ kind: "irrelevant", eventName }];

  if (payout_id) return [{ kind: "lookUp", providerPayoutId: payout_id, payoutNumber: reference ?? null, eventName }];
  // By prefix: the samples spell one event in two ways.
  if (receiver_id && /^(receiver|account)/.test(eventName)) {
    return [{ kind: "enrolmentChanged", providerReceiverId: receiver_id, providerAccountId: receiver_account_id ?? null, eventName }];
  }
  return [{ kind: "irrelevant", eventName }];
}

/** News of an account carry its whole number, and could carry a card's or what is personal. All else stays as it came. */
function scrubDelivery(body: Uint8Array): Uint8Array {
  const text = new TextDecoder().decode(body);
  return new TextEncoder().encode(maskAccountNumbers(withoutPersonalFacts(createScrubber([]).text(text))));
}
