import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { demandStepUp } from "@/lib/operations/sessions/demand-step-up";
import { newRecoveryCodes } from "@/lib/operations/sessions/recovery-codes";
import { tellOwner } from "@/lib/operations/sessions/tell-owner";

/** New recovery codes instead of those before, for whoever has a second factor and used it just now. */
export async function makeRecoveryCodes(actor: Actor): Promise<Result<{ readonly recoveryCodes: readonly string[] }, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  const { personId, merchantId } = actor;
  return inTransaction(async (tx) => {
    const owner = await demandStepUp(tx, actor, { kind: "session" });
    if (!owner.ok) return owner;
    const recoveryCodes = await newRecoveryCodes(tx, personId, currentTime());
    await writeAudit(tx, { actor, event: "recoveryCode.made", subject: { kind: "person", id: personId } });
    await tellOwner(tx, {
      merchantId,
      personId,
      what: "New recovery codes were made for your account. Those before do not work any more.",
    });
    return ok({ recoveryCodes });
  });
}
