import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** The old secret opens nothing any more, before its time: one person's word, as everything that only shuts. Doing it twice is no fault. */
export async function endOldSecret(actor: Actor, { apiKeyId }: { apiKeyId: string }): Promise<Result<{ apiKeyId: string }, Denial>> {
  if (actor.kind !== "system" && !may(actor, "apiKey.manage")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const key = await tx.apiKey.findFirst({ where: { id: apiKeyId, merchantId: actor.merchantId }, select: { oldPrefix: true } });
    if (!key) return failed(denial("notFound"));
    const now = currentTime();
    const { count } = await tx.apiKey.updateMany({ where: { id: apiKeyId, oldUntil: { gt: now } }, data: { oldUntil: now } });
    const details = { prefix: key.oldPrefix };
    if (count > 0) await writeAudit(tx, { actor, event: "apiKey.oldSecretEnded", subject: { kind: "apiKey", id: apiKeyId }, details });
    return ok({ apiKeyId });
  });
}
