import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";
import { dropUselessCodes } from "./drop-useless-codes";

/** Takes the own authenticator app away, after it or a passkey was used once more. */
export async function removeTotp(actor: Actor): Promise<Result<null, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const { personId, merchantId } = actor;
  return inTransaction(async (tx) => {
    const owner = await demandStepUp(tx, actor, { kind: "session" });
    if (!owner.ok) return owner;
    const { count } = await tx.totpFactor.deleteMany({ where: { personId } });
    if (count === 0) return failed(denial("notFound"));
    await dropUselessCodes(tx, personId);
    await writeAudit(tx, { actor, event: "secondFactor.removed", subject: { kind: "person", id: personId }, details: { kind: "totp" } });
    await tellOwner(tx, { merchantId, personId, what: "The authenticator app of your account was removed." });
    return ok(null);
  });
}
