import { currentTime } from "@/lib/base/clock";
import { ok, type Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import type { Denial } from "@/lib/domain/access/denial";
import { findEndpoint } from "./find-endpoint";

/** From here on the new secret signs, and the old one for a while beside it. One that was older still ends now. */
export async function writeSecretRotation(tx: Tx, actor: Actor, wish: WishOf<"endpoint.rotate">): Promise<Result<object, Denial>> {
  const { endpointId, secretId, overlapHours } = wish;
  const found = await findEndpoint(tx, actor, endpointId);
  if (!found.ok) return found;
  const now = currentTime();
  const oldUntil = addMs(now, overlapHours * HOUR_MS);
  await tx.endpointSecret.updateMany({ where: { endpointId, endsAt: { gt: now } }, data: { endsAt: now } });
  await tx.endpointSecret.updateMany({ where: { endpointId, endsAt: null }, data: { endsAt: oldUntil } });
  await tx.endpointSecret.update({ where: { id: secretId, merchantId: actor.merchantId, endpointId: null }, data: { endpointId } });
  const details = { oldUntil: oldUntil.toISOString() };
  await writeAudit(tx, { actor, event: "endpoint.rotated", subject: { kind: "endpoint", id: endpointId }, details });
  return ok({});
}
