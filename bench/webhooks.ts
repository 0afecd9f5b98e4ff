import { createPublicKey, generateKeyPairSync, randomBytes } from "node:crypto";
import type pg from "pg";
import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { replaceWire } from "@/lib/operations/connections/open-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { receiveDelivery } from "@/lib/operations/webhooks/receive-delivery";
import { signBody } from "@/lib/providers/ivy/webhooks";
import { signMessage } from "@/lib/providers/truelayer/signing";
import { openFloorWrites } from "./floor-writes";
import type { Measured } from "./measure";
import type { Bench } from "./open-bench";
import { compareThroughput, MOST_TURNS } from "./throughput";

type Arriving = { readonly headers: Readonly<Record<string, string>>; readonly body: Buffer };
type Sender = { readonly provider: string; readonly settings: Record<string, string>; deliver(path: string): Arriving };

/** Webhooks, from their bytes to proven, stored and ready to be answered. They are signed beforehand: that is the provider's work. */
export async function benchWebhooks(bench: Bench, _client: pg.Client): Promise<readonly Measured[]> {
  const trueLayer = trueLayerSender();
  const putBack = replaceWire(async () => ({
    kind: "answered",
    answer: { status: 200, headers: {}, body: Buffer.from(trueLayer.keySet) },
  }));
  try {
    return [
      await benchSender(bench, "webhook with an HMAC, to stored", ivySender()),
      await benchSender(bench, "webhook with ES512, to stored", trueLayer),
    ];
  } finally {
    putBack();
  }
}

async function benchSender({ merchantId, url }: Bench, name: string, { provider, settings, deliver }: Sender): Promise<Measured> {
  const made = await createConnection(deskActor(merchantId), { provider, name: `bench-${Date.now()}`, mode: "simulator", settings });
  if (!made.ok) throw new Error(made.error.sentence);
  const { connectionId } = made.value;
  const path = `/api/webhooks/${provider}/${connectionId}`;
  const sent = Array.from({ length: MOST_TURNS + 1 }, () => deliver(path));
  const receive = async () => {
    const next = sent.pop();
    if (!next) throw new Error("More webhooks were taken than were signed.");
    const received = await receiveDelivery({ provider, connectionId, delivery: { path, ...next, receivedAt: new Date() } });
    if (received.kind !== "stored") throw new Error(`A webhook was not taken: ${received.kind}.`);
  };
  await receive();
  const floor = await openFloorWrites({ url, tables: ["webhook_delivery"] });
  try {
    return await compareThroughput({ name, product: receive, floor: floor.write });
  } finally {
    await floor.close();
    await db().connection.update({ where: { id: connectionId }, data: { state: "disabled" } });
  }
}

function ivySender(): Sender {
  const secret = randomBytes(16).toString("hex");
  return {
    provider: "ivy",
    settings: { apiKey: randomBytes(16).toString("hex"), webhookSecret: secret },
    deliver: () => {
      const told = { id: crypto.randomUUID(), type: "payout_updated", payload: { id: crypto.randomUUID(), status: "paid" } };
      const body = Buffer.from(JSON.stringify(told));
      return { body, headers: { "content-type": "application/json", "x-ivy-signature": signBody(body, secret) } };
    },
  };
}

function trueLayerSender(): Sender & { readonly keySet: string } {
  const { privateKey: key } = generateKeyPairSync("ec", { namedCurve: "secp521r1" });
  const [keyId, privateKey] = [crypto.randomUUID(), key.export({ type: "pkcs8", format: "pem" }).toString()];
  const { x, y } = createPublicKey(key).export({ format: "jwk" });
  const jku = `http://127.0.0.1:${process.env.SIMULATOR_PORT}/truelayer-webhooks/.well-known/jwks`;
  return {
    keySet: JSON.stringify({ keys: [{ kty: "EC", crv: "P-521", alg: "ES512", use: "sig", kid: keyId, x, y }] }),
    provider: "truelayer",
    settings: {
      clientId: `client-${randomBytes(6).toString("hex")}`,
      clientSecret: randomBytes(16).toString("hex"),
      merchantAccountId: crypto.randomUUID(),
      signingKeyId: crypto.randomUUID(),
      signingPrivateKey: privateKey,
    },
    deliver: (path) => {
      const timestamp = new Date().toISOString();
      const [event_id, payout_id] = [crypto.randomUUID(), crypto.randomUUID()];
      const told = {
        type: "payout_executed",
        event_version: 1,
        event_id,
        payout_id,
        executed_at: timestamp,
        scheme_id: "sepa_credit_transfer_instant",
      };
      const body = Buffer.from(JSON.stringify(told));
      const message = { method: "POST", path, headers: [["x-tl-webhook-timestamp", timestamp]], body } as const;
      const signature = signMessage(message, { keyId, privateKey }, { jku });
      return { body, headers: { "content-type": "application/json", "x-tl-webhook-timestamp": timestamp, "tl-signature": signature } };
    },
  };
}
