import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndpointRef } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";
import { switchOff } from "./switch-off";

/** Ends an endpoint for good, with what signed for it. Nothing is kept for it any more; its log stays until its time is over. */
export async function removeEndpoint(actor: Actor, { endpointId }: EndpointRef): Promise<Result<EndpointRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    const { url, description } = found.value;
    await switchOff(tx, found.value, null);
    await tx.endpoint.update({ where: { id: endpointId }, data: { state: "removed", stateAt: currentTime() } });
    await tx.endpointSecret.deleteMany({ where: { endpointId } });
    const details = { before: { url, description }, after: null };
    await writeAudit(tx, { actor, event: "endpoint.removed", subject: { kind: "endpoint", id: endpointId }, details });
    return ok({ endpointId });
  });
}
