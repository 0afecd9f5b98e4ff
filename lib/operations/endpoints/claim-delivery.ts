import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { unseal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import { TRIES_AT_ONCE, TRY_LEASE_MS } from "@/lib/domain/endpoint/retry";
import { lockEndpoint } from "./lock-endpoint";
import { signEvent } from "./sign-event";

export type ClaimedDelivery = {
  readonly deliveryId: string;
  readonly endpointId: string;
  readonly attemptId: string;
  /** Whose claim it is: of two, only the later one may write down an end. */
  readonly tries: number;
  readonly step: number;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/**
 * Takes the delivery that has been due for longest, and writes down that it is being tried. Under the endpoint's lock, so that no two take
 * the same, and no more run at once than that endpoint gets. Null: nothing is to be done now.
 */
export function claimDelivery(endpointId: string): Promise<ClaimedDelivery | null> {
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    const now = currentTime();
    if (endpoint?.state !== "on") return missDue(tx, endpointId, now);
    const underWay = await tx.endpointDelivery.count({ where: { endpointId, state: "sending", nextTryAt: { gt: now } } });
    if (underWay >= TRIES_AT_ONCE[endpoint.failingSince ? "failing" : "healthy"]) return null;
    const due = await tx.endpointDelivery.findFirst({
      where: { endpointId, nextTryAt: { lte: now } },
      orderBy: [{ nextTryAt: "asc" }, { id: "asc" }],
      include: { event: { select: { body: true } } },
    });
    if (!due) return null;
    const { id: deliveryId, merchantId, eventId, event, step } = due;
    if (due.state === "sending") await endCutShort(tx, deliveryId);
    const tries = due.tries + 1;
    await tx.endpointDelivery.update({ where: { id: deliveryId }, data: { state: "sending", tries, nextTryAt: addMs(now, TRY_LEASE_MS) } });
    const secrets = await secretsInForce(tx, endpointId, now);
    const headers = signEvent({ eventId, at: now, body: event.body, secrets });
    const attemptId = newId("endpointAttempt", now);
    await tx.endpointAttempt.create({
      data: { id: attemptId, merchantId, deliveryId, number: tries, at: now, url: endpoint.url, headers },
    });
    return { deliveryId, endpointId, attemptId, tries, step, url: endpoint.url, headers, body: event.body };
  });
}

/** What was being tried when it was switched off, by somebody who died over it. */
async function missDue(tx: Tx, endpointId: string, now: Date): Promise<null> {
  const due = await tx.endpointDelivery.findMany({ where: { endpointId, nextTryAt: { lte: now } }, select: { id: true } });
  for (const { id } of due) await endCutShort(tx, id);
  await tx.endpointDelivery.updateMany({ where: { id: { in: due.map(({ id }) => id) } }, data: { state: "missed", nextTryAt: null } });
  return null;
}

/** Whoever tried it died before its end was written down: it may have arrived. */
async function endCutShort(tx: Tx, deliveryId: string): Promise<void> {
  const fault = "The desk stopped before the answer was written down. It may have arrived.";
  await tx.endpointAttempt.updateMany({ where: { deliveryId, outcome: null }, data: { outcome: "cutShort", fault } });
}

/** The newest first. */
async function secretsInForce(tx: Tx, endpointId: string, now: Date): Promise<readonly string[]> {
  const rows = await tx.endpointSecret.findMany({
    where: { endpointId, OR: [{ endsAt: null }, { endsAt: { gt: now } }] },
    orderBy: [{ madeAt: "desc" }, { id: "desc" }],
  });
  return rows.map(({ id, secretSealed, secretKeyId }) => unseal({ sealed: secretSealed, keyId: secretKeyId, binding: id }));
}
