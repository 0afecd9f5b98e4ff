import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { FreezeRef } from "@/lib/domain/freeze/schema";
import { lockFreeze } from "./lock-freeze";

/** The first of the two people that lifting takes. Nothing moves yet. */
export async function askLift(actor: Actor, { freezeId }: FreezeRef): Promise<Result<{ freezeId: string }, Denial>> {
  const liftAskedById = actorId(actor);
  if (!may(actor, "freeze.lift") || liftAskedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const freeze = await lockFreeze(tx, { freezeId, merchantId: actor.merchantId });
    if (!freeze) return failed(denial("notFound"));
    if (freeze.liftedAt !== null) return failed(denial("changedMeanwhile", "It has been lifted already."));
    if (freeze.liftAskedById === liftAskedById) return ok({ freezeId });
    if (freeze.liftAskedById !== null) {
      return failed(denial("changedMeanwhile", `${freeze.liftAskedByName} has asked for it already. Confirm it, or keep the freeze.`));
    }
    await tx.freeze.update({
      where: { id: freezeId },
      data: { liftAskedById, liftAskedByName: actor.name, liftAskedAt: currentTime() },
    });
    const details = { scope: freeze.scope, target: freeze.targetName };
    await writeAudit(tx, { actor, event: "freeze.liftAsked", subject: { kind: "freeze", id: freezeId }, details });
    return ok({ freezeId });
  });
}
