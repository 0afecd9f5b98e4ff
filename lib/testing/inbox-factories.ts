import { newId } from "@/lib/base/id";
import { addMs, SECOND_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { Connection, ReconciliationFinding, WebhookDelivery } from "@/lib/db/generated/client";

/** Legal rows of what providers sent and said; see `factories.ts`. */

/** A webhook as it lies in the inbox. Its proof is only claimed: nothing verifies it again. */
export async function aDelivery(
  db: Tx,
  { connection, body = {}, proof = "signed", state = proof === "forged" ? "refused" : "applied", receivedAt = new Date() }: DeliveryWish,
): Promise<WebhookDelivery> {
  return db.webhookDelivery.create({
    data: {
      id: newId("delivery", receivedAt),
      merchantId: connection.merchantId,
      connectionId: connection.id,
      provider: connection.provider,
      path: `/api/webhooks/${connection.provider}/${connection.id}`,
      headers: { "content-type": "application/json" },
      body: new TextEncoder().encode(JSON.stringify(body)),
      proof,
      forgedWhy: proof === "forged" ? "The signature does not fit the body." : null,
      dedupeKey: proof === "signed" || proof === "unsigned" ? crypto.randomUUID() : null,
      state,
      receivedAt,
      nextTryAt: state === "stored" || state === "waiting" ? addMs(receivedAt, 5 * SECOND_MS) : null,
    },
  });
}
type DeliveryWish = {
  connection: Pick<Connection, "id" | "merchantId" | "provider">;
  body?: unknown;
  proof?: "signed" | "unsigned" | "forged" | "undecided";
  state?: "stored" | "applied" | "irrelevant" | "waiting" | "refused";
  receivedAt?: Date;
};

/** What a run has found, with that run: a payout at the provider that nobody made here. */
export async function aFinding(
  db: Tx,
  { connection, amountMinor = 77_700n }: { connection: Pick<Connection, "id" | "merchantId">; amountMinor?: bigint },
): Promise<ReconciliationFinding> {
  const { id: connectionId, merchantId } = connection;
  const at = new Date();
  const run = await db.reconciliationRun.create({
    data: {
      ...{ id: newId("reconciliationRun"), merchantId, connectionId, startedByName: "Counterfoil", startedAt: at },
      ...{ endedAt: at, outcome: "read", windowFrom: at, windowTo: at, open: 1 },
    },
  });
  const subject = crypto.randomUUID();
  const theirs = [{ name: subject, status: "paid", amountMinor: amountMinor.toString(), currency: "EUR" }];
  return db.reconciliationFinding.create({
    data: {
      ...{ id: newId("finding"), merchantId, connectionId, kind: "unknownAtDesk", subject, openedAt: at },
      ...{ differences: { EUR: amountMinor.toString() }, facts: { ours: null, theirs }, firstRunId: run.id, lastRunId: run.id },
    },
  });
}
