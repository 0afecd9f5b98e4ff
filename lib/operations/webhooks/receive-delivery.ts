import { createHash } from "node:crypto";
import { crashPoint } from "@/lib/base/crash-point";
import { newId } from "@/lib/base/id";
import { addMs, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { db, type Tx } from "@/lib/db/client";
import { type Connection, Prisma } from "@/lib/db/generated/client";
import { keepPlan } from "@/lib/db/kept-plan";
import { inTransaction } from "@/lib/db/transaction";
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
  const [connection] = await db().$queryRaw<Connection[]>(
    keepPlan(Prisma.sql`SELECT ${COLUMNS} FROM "connection" WHERE "id" = ${connectionId} AND "provider" = ${provider}`),
  );
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
  const arrival = { connection, delivery: { ...delivery, body }, verdict };
  if (verdict.kind === "forged") {
    await inTransaction((tx) => keepForgery(tx, arrival, verdict.why));
    return { kind: "forged" };
  }
  const id = await store(db(), arrival);
  crashPoint("webhook.stored");
  // The same event again, which is how providers behave: the first one stands.
  if (id === null) return { kind: "duplicate" };
  await wake(id);
  crashPoint("webhook.committed");
  return { kind: "stored" };
}

/**
 * What is stored is the truth, and is found by its `nextTryAt` within seconds: to have it looked at now is no part of keeping it, so both
 * are one statement each that commits by itself.
 */
async function wake(deliveryId: string): Promise<void> {
  try {
    await enqueue(db(), "applyDelivery", { deliveryId });
  } catch (fault) {
    console.error(`webhook ${deliveryId} is stored and waits for the sweep, since its job could not be queued`, fault);
  }
  crashPoint("webhook.enqueued");
}

type Arrival = { readonly connection: Connection; readonly delivery: WebhookDelivery; readonly verdict: WebhookVerdict };

const COLUMNS = Prisma.raw(
  Object.values(Prisma.ConnectionScalarFieldEnum)
    .map((name) => `"${name}"`)
    .join(", "),
);

/** Null where the connection has this event already; which of two that come at once is kept, the table's own key decides. */
async function store(tx: Tx, { connection, delivery, verdict }: Arrival): Promise<string | null> {
  const id = newId("delivery");
  const { merchantId, id: connectionId, provider } = connection;
  const { path, body, receivedAt } = delivery;
  const { proof, state, dedupeKey = null, forgedWhy = null, note = null } = proofColumns(verdict);
  const stored = await tx.$executeRaw(
    keepPlan(Prisma.sql`
      INSERT INTO "webhook_delivery" ("id", "merchantId", "connectionId", "provider", "path", "headers", "body", "receivedAt", "nextTryAt", "proof", "state",
        "dedupeKey", "forgedWhy", "note")
      VALUES (${id}, ${merchantId}, ${connectionId}, ${provider}, ${path}, ${JSON.stringify(keptHeaders(delivery))}::jsonb, ${new Uint8Array(body)},
        ${receivedAt}, ${addMs(receivedAt, FIRST_TRY_MS)}, ${proof}, ${state}, ${dedupeKey}, ${forgedWhy}, ${note})
      ON CONFLICT ("connectionId", "dedupeKey") DO NOTHING`),
  );
  return stored === 1 ? id : null;
}

async function keepForgery(tx: Tx, arrival: Arrival, why: string): Promise<void> {
  const { connection } = arrival;
  const id = await store(tx, arrival);
  if (id === null) throw new Error("A forged webhook has no key, and yet it was there already.");
  await writeAudit(tx, {
    actor: deskActor(connection.merchantId),
    event: "webhook.refused",
    subject: { kind: "webhookDelivery", id },
    details: { connection: connection.name, why },
  });
}

function noteFlood(tx: Tx, { id, merchantId, name }: Connection, { most, againInMs }: Turn): Promise<void> {
  return writeAudit(tx, {
    actor: deskActor(merchantId),
    event: "webhook.flooded",
    subject: { kind: "connection", id },
    details: { connection: name, kept: most, minutes: Math.ceil(againInMs / MINUTE_MS) },
  });
}

function keptHeaders({ headers }: WebhookDelivery): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !DROPPED_HEADERS.has(name)));
}

/** Part of a key may be a stranger's text: what an index cannot hold stands there as its hash, which tells two deliveries apart as well. */
function storableKey(key: string): string {
  return /^[\x20-\x7e]{1,200}$/.test(key) ? key : `sha256:${createHash("sha256").update(key).digest("hex")}`;
}

type ProofColumns = {
  readonly proof: string;
  readonly state: string;
  readonly dedupeKey?: string | null;
  readonly forgedWhy?: string;
  readonly note?: string | null;
};

export function proofColumns(verdict: WebhookVerdict): ProofColumns {
  if (verdict.kind === "forged") return { proof: "forged", forgedWhy: verdict.why, state: "refused", dedupeKey: null };
  if (verdict.kind === "undecided") return { proof: "undecided", state: "waiting", note: verdict.fault.message.slice(0, 500) };
  return { proof: verdict.proof, state: "stored", dedupeKey: storableKey(verdict.dedupeKey), note: verdict.note ?? null };
}
