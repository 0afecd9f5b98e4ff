import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { TEST_EVENT } from "@/lib/domain/endpoint/event-types";
import type { EndpointRef } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";
import { queueEvents } from "./queue-events";

/** Sends an event that says nothing of any payout, signed and logged like every other. */
export async function testEndpoint(actor: Actor, { endpointId }: EndpointRef): Promise<Result<EndpointRef, Denial>> {
  if (!may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    if (found.value.state !== "on") return failed(denial("changedMeanwhile", "It is off, so nothing is sent there."));
    const { merchantId } = actor;
    const at = currentTime();
    const id = newId("endpointEvent", at);
    const body = JSON.stringify({ id, type: TEST_EVENT, timestamp: at.toISOString(), data: { endpointId } });
    const event = { id, type: TEST_EVENT, payoutId: null, batchId: null, sequence: null, at, body };
    await queueEvents(tx, { merchantId, events: [event], endpoints: [found.value] });
    await writeAudit(tx, { actor, event: "endpoint.tested", subject: { kind: "endpoint", id: endpointId }, details: { eventId: id } });
    return ok({ endpointId });
  });
}
