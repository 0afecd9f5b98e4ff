import { currentTime } from "@/lib/base/clock";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";

/** From here on it hears of what moves. */
export async function writeEndpoint(tx: Tx, actor: Actor, { endpointId, secretId, to }: WishOf<"endpoint.create">): Promise<void> {
  const { merchantId } = actor;
  const now = currentTime();
  await tx.endpoint.create({ data: { id: endpointId, merchantId, ...to, createdAt: now, stateAt: now } });
  await tx.endpointSecret.update({ where: { id: secretId, merchantId, endpointId: null }, data: { endpointId } });
  const details = { before: null, after: to };
  await writeAudit(tx, { actor, event: "endpoint.created", subject: { kind: "endpoint", id: endpointId }, details });
}
