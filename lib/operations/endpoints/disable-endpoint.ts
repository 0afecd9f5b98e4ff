import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndpointRef } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";
import { switchOff } from "./switch-off";

/** Off, at once and by one person. What moves meanwhile is kept for it. Doing it twice is no fault. */
export async function disableEndpoint(actor: Actor, { endpointId }: EndpointRef): Promise<Result<EndpointRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    if (found.value.state === "off") return ok({ endpointId });
    await switchOff(tx, found.value, null);
    const details = { url: found.value.url };
    await writeAudit(tx, { actor, event: "endpoint.switchedOff", subject: { kind: "endpoint", id: endpointId }, details });
    return ok({ endpointId });
  });
}
