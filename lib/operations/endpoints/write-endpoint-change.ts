import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { findEndpoint } from "./find-endpoint";
import { refuseTarget } from "./refuse-target";

/** From here on it is told so, what waits to be sent included. Only if it still is what whoever confirmed was shown. */
export async function writeEndpointChange(
  tx: Tx,
  actor: Actor,
  { endpointId, from, to }: WishOf<"endpoint.change">,
): Promise<Result<object, Denial>> {
  const found = await findEndpoint(tx, actor, endpointId);
  if (!found.ok) return found;
  const refused = refuseTarget(to.url);
  if (refused) return failed(refused);
  const { url, description, types } = from;
  const { count } = await tx.endpoint.updateMany({ where: { id: endpointId, url, description, types: { equals: types } }, data: to });
  if (count === 0) return failed(denial("changedMeanwhile", "The endpoint has been changed meanwhile."));
  const details = { before: from, after: to };
  await writeAudit(tx, { actor, event: "endpoint.changed", subject: { kind: "endpoint", id: endpointId }, details });
  return ok({});
}
