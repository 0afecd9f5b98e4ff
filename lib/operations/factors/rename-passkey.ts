import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { RenamePasskey } from "@/lib/domain/access/second-factor";

/** Another name for one's own passkey. It is for its owner's eyes, and opens nothing. */
export async function renamePasskey(actor: Actor, { passkeyId, name }: RenamePasskey): Promise<Result<null, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const { personId } = actor;
  return inTransaction(async (tx) => {
    const { count } = await tx.passkey.updateMany({ where: { id: passkeyId, personId }, data: { name } });
    if (count === 0) return failed(denial("notFound"));
    await writeAudit(tx, { actor, event: "passkey.renamed", subject: { kind: "person", id: personId }, details: { passkeyId, name } });
    return ok(null);
  });
}
