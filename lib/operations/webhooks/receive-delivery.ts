import { createHash } from "node:crypto";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import type { Connection, Prisma } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { openConnection } from "@/lib/operations/connections/open-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { type Turn, takeTurn } from "@/lib/operations/throttle/take-turn";
import type { WebhookDelivery, WebhookVerdict } from "@/lib/providers/contract/webhooks";
import { enqueue } from "@/lib/queue/enqueue";

export type ReceiveDelivery = { readonly provider: string; readonly connectionId: string; readonly delivery: WebhookDelivery };
export type Received = { readonly kind: "stored" | "duplicate" | "forged" | "unknownConnection" };

/** Its job comes first; a sweep looks after those whose job was lost. */
const FIRST_TRY_MS = 5 * SECOND_MS;

// Headers that carry credentials of ours or of a proxy have no business in the archive; the proofs of providers stay.
const DROPPED_HEADERS = new Set(["cookie", "authorization", "proxy-authorization"]);

/**
 * Stores a webhook as it arrived and proves it. The provider gets its 200 only after this has committed; what it says is applied
 * later, by the worker. A forged one is kept apart, and its body is never read.
 */
export async function receiveDelivery({ provider, connectionId, delivery }: ReceiveDelivery): Promise<Received> {
  const connection = await db().connection.findFirst({ where: { id: connectionId, provider } });
  if (!connection) return { kind: "unknownConnection" };

  const webhooks = openConnection(connection).webhooks();
  const verdict = await webhooks.verify(delivery);
  crashPoint("webhook.verified");
  if (verdict.kind === "forged") {
    // Whoever sends lies by the thousand fills no database. A provider whose secret is set wrongly here is refused all the same, and
    // sends again what it has to say; what is proven is never counted.
    const turn = await takeTurn("forgedDelivery", connection.id);
    if (turn.isFirstRefused) await inTransaction((tx) => noteFlood(tx, connection, turn));
    if (!turn.isGiven) return { kind: "forged" };
  }
  // What nobody may store (a full account number in an unsigned hint) is taken out first; a signed body stays as it was signed.
  const body = webhooks.scrubDelivery?.(delivery.body) ?? delivery.body;
  try {
    const received = await inTransaction((tx) => store(tx, { connection, delivery: { ...delivery, body }, verdict }));
    crashPoint("webhook.committed");
    return received;
  } catch (error) {
    // The same event again, which is how providers behave: the first one stands.
    if (isUniqueViolation(error)) return { kind: "duplicate" };
    throw error;
  }
}

type Arrival = { readonly connection: Connection; readonly delivery: WebhookDelivery; readonly verdict: WebhookVerdict };

async function store(tx: Tx, { connection, delivery, verdict }: Arrival): Promise<Received> {
  const { id } = await tx.webhookDelivery.create({
    data: {
      id: newId("delivery"),
      merchantId: connection.merchantId,
      connectionId: connection.id,
      provider: connection.provider,
      path: delivery.path,
      headers: keptHeaders(delivery),
      body: new Uint8Array(delivery.body),
      receivedAt: delivery.receivedAt,
      nextTryAt: addMs(delivery.receivedAt, FIRST_TRY_MS),
      ...proofColumns(verdict),
    },
  });
  crashPoint("webhook.stored");
  if (verdict.kind === "forged") {
    await writeAudit(tx, {
      actor: deskActor(connection.merchantId),
      event: "webhook.refused",
      subject: { kind: "webhookDelivery", id },
      details: { connection: connection.name, why: verdict.why },
    });
    return { kind: "forged" };
  }
  await enqueue(tx, "applyDelivery", { deliveryId: id });
  crashPoint("webhook.enqueued");
  return { kind: "stored" };
}

function noteFlood(tx: Tx, { id, merchantId, name }: Connection, { most, againInMs }: Turn): Promise<void> {
  return writeAudit(tx, {
    actor: deskActor(merchantId),
    event: "webhook.flooded",
    subject: { kind: "connection", id },
    details: { connection: name, kept: most, minutes: Math.ceil(againInMs / MINUTE_MS) },
  });
}

function keptHeaders({ headers }: WebhookDelivery): Prisma.InputJsonObject {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED_HEADERS.has(name)));
}

/** Part of a key may be a stranger's text: what an index cannot hold stands there as its hash, which tells two deliveries apart as well. */
function storableKey(key: string): string {
  return /^[\x20-\x7e]{1,200}$/.test(key) ? key : `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

export function proofColumns(verdict: WebhookVerdict) {
  if (verdict.kind === "forged") return { proof: "forged", forgedWhy: verdict.why, state: "refused", dedupeKey: null };
  if (verdict.kind === "undecided") return { proof: "undecided", state: "waiting", note: verdict.fault.message.slice(0, 500) };
  return { proof: verdict.proof, state: "stored", dedupeKey: storableKey(verdict.dedupeKey), note: verdict.note ?? null };
}
