import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndpointRef } from "@/lib/domain/endpoint/schema";
import { findEndpoint } from "./find-endpoint";

/** The old secret signs nothing any more, before its time: one person's word, as everything that only shuts. Twice is no fault. */
export async function endOldSigning(actor: Actor, { endpointId }: EndpointRef): Promise<Result<EndpointRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "endpoint.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const found = await findEndpoint(tx, actor, endpointId);
    if (!found.ok) return found;
    const now = currentTime();
    const { count } = await tx.endpointSecret.updateMany({ where: { endpointId, endsAt: { gt: now } }, data: { endsAt: now } });
    if (count > 0) await writeAudit(tx, { actor, event: "endpoint.oldSecretEnded", subject: { kind: "endpoint", id: endpointId } });
    return ok({ endpointId });
  });
}
