import { randomBytes } from "node:crypto";
import type pg from "pg";
import { db } from "@/lib/db/client";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { receiveDelivery } from "@/lib/operations/webhooks/receive-delivery";
import { signBody } from "@/lib/providers/ivy/webhooks";
import { openFloorWrites } from "./floor-writes";
import type { Measured } from "./measure";
import type { Bench } from "./open-bench";
import { compareThroughput } from "./throughput";

/** A webhook with an HMAC, from its bytes to proven, stored and ready to be answered. */
export async function benchWebhooks({ merchantId, url }: Bench, _client: pg.Client): Promise<readonly Measured[]> {
  const secret = randomBytes(16).toString("hex");
  const settings = { apiKey: randomBytes(16).toString("hex"), webhookSecret: secret };
  const made = await createConnection(deskActor(merchantId), { provider: "ivy", name: `bench-${Date.now()}`, mode: "simulator", settings });
  if (!made.ok) throw new Error(made.error.sentence);
  const { connectionId } = made.value;
  const receive = async () => {
    const body = Buffer.from(
      JSON.stringify({ id: crypto.randomUUID(), type: "payout_updated", payload: { id: crypto.randomUUID(), status: "paid" } }),
    );
    const headers = { "content-type": "application/json", "x-ivy-signature": signBody(body, secret) };
    const delivery = { path: `/api/webhooks/ivy/${connectionId}`, headers, body, receivedAt: new Date() };
    const received = await receiveDelivery({ provider: "ivy", connectionId, delivery });
    if (received.kind !== "stored") throw new Error(`A webhook was not taken: ${received.kind}.`);
  };
  await receive();
  const floor = await openFloorWrites({ url, tables: ["webhook_delivery"] });
  try {
    return [await compareThroughput({ name: "webhook with an HMAC, to stored", product: receive, floor: floor.write })];
  } finally {
    await floor.close();
    await db().connection.update({ where: { id: connectionId }, data: { state: "disabled" } });
  }
}
