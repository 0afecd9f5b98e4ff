import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { findGoodKey } from "./find-good-key";

/** From here on the new secret opens the door, and the old one for a while longer. One that was older still ends now. */
export async function writeRotation(tx: Tx, actor: Actor, wish: WishOf<"apiKey.rotate">): Promise<Result<Record<never, never>, Denial>> {
  const { apiKeyId, from, prefix, overlapHours } = wish;
  const found = await findGoodKey(tx, actor, apiKeyId);
  if (!found.ok) return found;
  const { hash: oldHash, prefix: oldPrefix } = found.value;
  const now = currentTime();
  const oldUntil = addMs(now, overlapHours * HOUR_MS);
  // Guarded by the secret that it replaces: of two rotations at once the second one replaces nothing that its asker knew of.
  const { count } = await tx.apiKey.updateMany({
    where: { id: apiKeyId, hash: oldHash, prefix: from },
    data: {
      ...{ hash: new Uint8Array(Buffer.from(wish.hash, "hex")), prefix },
      ...{ oldHash, oldPrefix, oldUntil, oldUsedAt: null, rotatedAt: now },
    },
  });
  if (count === 0) return failed(denial("changedMeanwhile", "The key has been given another secret meanwhile."));
  const after = { prefix, oldUntil: oldUntil.toISOString() };
  const details = { before: { prefix: oldPrefix }, after };
  await writeAudit(tx, { actor, event: "apiKey.rotated", subject: { kind: "apiKey", id: apiKeyId }, details });
  return ok({});
}
