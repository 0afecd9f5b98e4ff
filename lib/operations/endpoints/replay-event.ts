import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EventRef } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";
import { queueAgain } from "./queue-again";

/** Sends one event once more, as it was and under its old id, with all its tries before it. What is on its way stays on its way. */
export async function replayEvent(actor: Actor, { endpointId, deliveryId }: EventRef): Promise<Result<EventRef, Denial>> {
  if (!may(actor, "delivery.replay")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    if (found.value.state !== "on") return failed(denial("changedMeanwhile", "The endpoint is off, so nothing is sent there."));
    const delivery = await tx.endpointDelivery.findFirst({ where: { id: deliveryId, endpointId }, select: { eventId: true } });
    if (!delivery) return failed(denial("notFound"));
    const queued = await queueAgain(tx, endpointId, { id: deliveryId, state: { not: "sending" } });
    if (queued === 0) return failed(denial("changedMeanwhile", "It is being sent at this moment."));
    const details = { deliveryId, eventId: delivery.eventId };
    await writeAudit(tx, { actor, event: "endpoint.replayed", subject: { kind: "endpoint", id: endpointId }, details });
    return ok({ endpointId, deliveryId });
  });
}
