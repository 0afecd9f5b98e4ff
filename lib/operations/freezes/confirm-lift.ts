import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Freeze } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { type FreezeRef, isFreezeScope } from "@/lib/domain/freeze/schema";
import { lockFreeze } from "./lock-freeze";

/** The second of two people, never the one who asked: the database refuses that as well. What was held goes on by itself. */
export async function confirmLift(actor: Actor, { freezeId }: FreezeRef): Promise<Result<{ freezeId: string }, Denial>> {
  const liftedById = actorId(actor);
  if (!may(actor, "freeze.lift") || liftedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const freeze = await lockFreeze(tx, { freezeId, merchantId: actor.merchantId });
    if (!freeze) return failed(denial("notFound"));
    if (freeze.liftedAt !== null) return failed(denial("changedMeanwhile", "It has been lifted already."));
    if (freeze.liftAskedById === null) return failed(denial("changedMeanwhile", "Nobody asks to lift it any more. It stays frozen."));
    if (freeze.liftAskedById === liftedById) return failed(denial("liftNeedsAnother"));

    await tx.freeze.update({ where: { id: freezeId }, data: { liftedById, liftedByName: actor.name, liftedAt: currentTime() } });
    const details = { scope: freeze.scope, target: freeze.targetName, askedBy: freeze.liftAskedByName };
    await writeAudit(tx, { actor, event: "freeze.lifted", subject: { kind: "freeze", id: freezeId }, details });
    await wakeHeld(tx, freeze);
    return ok({ freezeId });
  });
}

/** Another freeze may still hold some of them; each is asked anew, and held again with the sentence that is true then. */
async function wakeHeld(tx: Tx, { merchantId, scope, targetId }: Freeze): Promise<void> {
  if (!isFreezeScope(scope)) throw new Error(`The database holds an unknown freeze scope: ${scope}.`);
  const target = {
    connection: { connectionId: targetId },
    receiver: { receiver: { OR: [{ id: targetId }, { mergedIntoId: targetId }] } },
    maker: { makerId: targetId },
    merchant: {},
  }[scope];
  await tx.payout.updateMany({
    where: { merchantId, state: "held", holdKind: "frozen", ...target },
    data: { nextCheckAt: currentTime() },
  });
}
