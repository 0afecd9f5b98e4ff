import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ReplayMissed } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";
import { queueAgain } from "./queue-again";

/** Sends everything again that did not arrive since: what was given up, what was missed while the endpoint was off, what waits for its next try. */
export async function replayMissed(
  actor: Actor,
  { endpointId, sinceHours }: ReplayMissed,
): Promise<Result<{ readonly queued: number }, Denial>> {
  if (!may(actor, "delivery.replay")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    if (found.value.state !== "on") return failed(denial("changedMeanwhile", "The endpoint is off, so nothing is sent there."));
    const since = addMs(currentTime(), -sinceHours * HOUR_MS);
    const queued = await queueAgain(tx, endpointId, { state: { in: ["givenUp", "missed", "waiting"] }, queuedAt: { gte: since } });
    const details = { since: since.toISOString(), queued };
    if (queued > 0) await writeAudit(tx, { actor, event: "endpoint.replayed", subject: { kind: "endpoint", id: endpointId }, details });
    return ok({ queued });
  });
}
