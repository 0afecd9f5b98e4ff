import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** Ends a key: its next request is a stranger's. Ending it twice is no fault. */
export async function revokeApiKey(actor: Actor, { apiKeyId }: { apiKeyId: string }): Promise<Result<{ apiKeyId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const key = await tx.apiKey.findFirst({ where: { id: apiKeyId, merchantId: actor.merchantId }, select: { name: true, prefix: true } });
    if (!key) return failed(denial("notFound"));
    const { count } = await tx.apiKey.updateMany({ where: { id: apiKeyId, revokedAt: null }, data: { revokedAt: currentTime() } });
    if (count > 0) await writeAudit(tx, { actor, event: "apiKey.revoked", subject: { kind: "apiKey", id: apiKeyId }, details: key });
    return ok({ apiKeyId });
  });
}
