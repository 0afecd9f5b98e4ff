import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ExplainFreeze } from "@/lib/domain/freeze/schema";
import { lockFreeze } from "./lock-freeze";

/** Says why, after the press. Said once it stands. */
export async function explainFreeze(actor: Actor, { freezeId, reason }: ExplainFreeze): Promise<Result<{ freezeId: string }, Denial>> {
  if (!may(actor, "freeze.set")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const freeze = await lockFreeze(tx, { freezeId, merchantId: actor.merchantId });
    if (!freeze) return failed(denial("notFound"));
    if (freeze.reason !== null || freeze.liftedAt !== null) return failed(denial("changedMeanwhile"));
    await tx.freeze.update({ where: { id: freezeId }, data: { reason } });
    const details = { scope: freeze.scope, target: freeze.targetName, reason };
    await writeAudit(tx, { actor, event: "freeze.explained", subject: { kind: "freeze", id: freezeId }, details });
    return ok({ freezeId });
  });
}
