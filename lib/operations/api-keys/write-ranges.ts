import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { findGoodKey } from "./find-good-key";

/** From here on the key opens from these ranges alone. */
export async function writeRanges(
  tx: Tx,
  actor: Actor,
  { apiKeyId, from, to }: WishOf<"apiKey.restrict">,
): Promise<Result<Record<never, never>, Denial>> {
  const found = await findGoodKey(tx, actor, apiKeyId);
  if (!found.ok) return found;
  const { count } = await tx.apiKey.updateMany({ where: { id: apiKeyId, ranges: { equals: from } }, data: { ranges: to } });
  if (count === 0) return failed(denial("changedMeanwhile", "The key's addresses have been changed meanwhile."));
  const details = { before: { ranges: from }, after: { ranges: to } };
  await writeAudit(tx, { actor, event: "apiKey.restricted", subject: { kind: "apiKey", id: apiKeyId }, details });
  return ok({});
}
