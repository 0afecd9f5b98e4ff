import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { findEndpoint } from "./find-endpoint";

/** From here on it hears of what moves. What it missed is sent when somebody asks for that. */
export async function writeEnabled(tx: Tx, actor: Actor, { endpointId, url }: WishOf<"endpoint.enable">): Promise<Result<object, Denial>> {
  const found = await findEndpoint(tx, actor, endpointId);
  if (!found.ok) return found;
  const data = { state: "on", offWhy: null, stateAt: currentTime(), failingSince: null };
  const { count } = await tx.endpoint.updateMany({ where: { id: endpointId, state: "off", url }, data });
  if (count === 0) return failed(denial("changedMeanwhile", "The endpoint has been changed meanwhile."));
  await writeAudit(tx, { actor, event: "endpoint.switchedOn", subject: { kind: "endpoint", id: endpointId }, details: { url } });
  return ok({});
}
