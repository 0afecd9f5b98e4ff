import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { PasskeyRef } from "@/lib/domain/access/second-factor";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";
import { dropUselessCodes } from "./drop-useless-codes";

/** Takes one of the own passkeys away, after it or another factor was used once more. */
export async function removePasskey(actor: Actor, { passkeyId }: PasskeyRef): Promise<Result<null, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const { personId, merchantId } = actor;
  return inTransaction(async (tx) => {
    const passkey = await tx.passkey.findFirst({ where: { id: passkeyId, personId } });
    if (!passkey) return failed(denial("notFound"));
    const owner = await demandStepUp(tx, actor, { kind: "session" });
    if (!owner.ok) return owner;
    await tx.passkey.delete({ where: { id: passkeyId } });
    await dropUselessCodes(tx, personId);
    const { name } = passkey;
    await writeAudit(tx, { actor, event: "passkey.removed", subject: { kind: "person", id: personId }, details: { passkeyId, name } });
    await tellOwner(tx, { merchantId, personId, what: `The passkey "${name}" was removed from your account.` });
    return ok(null);
  });
}
