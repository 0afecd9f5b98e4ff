import { createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import * as z from "zod";
import type { BookedPayout, SimulatedEvent, SimulatedProvider, SimulatorDesk } from "../contract/simulator-spec";
import { signMessage } from "./signing";
import { failureReasonOf, nanoseconds } from "./simulator-answers";
import type { TrueLayerCredentials, TrueLayerDetails } from "./simulator-wire";

export const KEY_SET_PATH = "/.well-known/jwks";

const Kept = z.object({ keyId: z.string(), privateKey: z.string() });

export interface WebhookKey {
  sign: SimulatedProvider<TrueLayerCredentials, TrueLayerDetails>["signWebhook"];
  keySet(): unknown;
}

/** TrueLayer's own key, made once and kept: deliveries are signed with it, and anybody may fetch its public half. */
export function openWebhookKey(desk: SimulatorDesk<TrueLayerCredentials, TrueLayerDetails>): WebhookKey {
  const keys = desk.store.collection("webhookKey", Kept);
  const own = () => keys.get("own") ?? keys.put("own", { keyId: desk.newId(), privateKey: newPrivateKey() });
  return {
    sign({ url, body, at, forged }) {
      const { keyId, privateKey } = own();
      const timestamp = at.toISOString();
      // The sandbox signs the time alone, with its name in lower case.
      const message = {
        method: "POST",
        path: new URL(url).pathname,
        headers: [["x-tl-webhook-timestamp", timestamp]],
        body: new TextEncoder().encode(body),
      } as const;
      const jku = `${desk.world.origin()}/truelayer-webhooks${KEY_SET_PATH}`;
      const signature = signMessage(message, { keyId, privateKey: forged ? newPrivateKey() : privateKey }, { jku });
      return { "content-type": "application/json", "x-tl-webhook-timestamp": timestamp, "tl-signature": signature };
    },
    keySet() {
      const { keyId, privateKey } = own();
      const { x, y } = createPublicKey(createPrivateKey(privateKey)).export({ format: "jwk" });
      return { keys: [{ kty: "EC", crv: "P-521", alg: "ES512", use: "sig", kid: keyId, x, y }] };
    },
  };
}

/** Only ends are told: nothing is sent for pending and authorized, and no event carries an amount. */
export function eventsOf(payout: BookedPayout<TrueLayerDetails>, newId: () => string): readonly SimulatedEvent[] {
  if (payout.unseen || payout.state === "received" || payout.state === "inFlight") return [];
  const at = nanoseconds(payout.history.at(-1)?.at ?? payout.bookedAt);
  const common = { event_version: 1, event_id: newId(), payout_id: payout.providerPayoutId, beneficiary: reduced(payout.details) };
  const { metadata, schemeId } = payout.details;
  if (payout.state === "settled") {
    const body = JSON.stringify({ type: "payout_executed", ...common, executed_at: at, scheme_id: schemeId, metadata });
    return [{ name: "payout_executed", body }];
  }
  const body = JSON.stringify({ type: "payout_failed", ...common, failed_at: at, failure_reason: failureReasonOf(payout), metadata });
  return [{ name: "payout_failed", body }];
}

function reduced({ beneficiary }: TrueLayerDetails): unknown {
  switch (beneficiary.type) {
    case "payment_source":
      return { type: beneficiary.type, user_id: beneficiary.user_id, payment_source_id: beneficiary.payment_source_id };
    case "user_determined":
      return { type: beneficiary.type, user: beneficiary.user };
    case "verified_external_account":
      return { type: beneficiary.type, account_holder_verification_id: beneficiary.account_holder_verification_id };
    default:
      return { type: beneficiary.type };
  }
}

function newPrivateKey(): string {
  return generateKeyPairSync("ec", { namedCurve: "P-521" }).privateKey.export({ type: "pkcs8", format: "pem" }).toString();
}
