import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ConnectionRef } from "@/lib/domain/reconciliation/schema";
import { lockConnection } from "@/lib/operations/connections/lock-connection";
import { enqueue } from "@/lib/queue/enqueue";

/** A person does not wait for tomorrow's reconciliation. Pressed while one runs, it is that one. */
export async function askReconciliation(actor: Actor, { connectionId }: ConnectionRef): Promise<Result<{ runId: string }, Denial>> {
  if (!may(actor, "reconciliation.run")) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    const { merchantId } = actor;
    if (!(await lockConnection(tx, { connectionId, merchantId }))) return failed(denial("notFound"));
    const open = await tx.reconciliationRun.findFirst({ where: { connectionId, endedAt: null } });
    if (open) return ok({ runId: open.id });
    const runId = newId("reconciliationRun");
    const startedBy = { startedById: actorId(actor), startedByName: actor.name, startedAt: currentTime() };
    await tx.reconciliationRun.create({ data: { id: runId, merchantId, connectionId, ...startedBy } });
    await writeAudit(tx, { actor, event: "reconciliation.asked", subject: { kind: "connection", id: connectionId }, details: { runId } });
    await enqueue(tx, "reconcileConnection", { connectionId });
    return ok({ runId });
  });
}
