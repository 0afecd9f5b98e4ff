import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { ExplainFinding } from "@/lib/domain/reconciliation/schema";

/**
 * A person has found out why desk and provider differ, and writes it down. It holds for what stood on their screen: when a run has
 * seen something else meanwhile, they have to look again.
 */
export async function explainFinding(
  actor: Actor,
  { findingId, lastRunId, note }: ExplainFinding,
): Promise<Result<{ findingId: string }, Denial>> {
  const explainedById = actorId(actor);
  if (!may(actor, "reconciliation.explain") || explainedById === null) return failed(denial("forbidden"));
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "reconciliation_finding" WHERE "id" = ${findingId} AND "merchantId" = ${actor.merchantId} FOR UPDATE`;
    const finding = await tx.reconciliationFinding.findFirst({ where: { id: findingId, merchantId: actor.merchantId } });
    if (!finding) return failed(denial("notFound"));
    if (finding.state !== "open" || finding.lastRunId !== lastRunId) return failed(denial("changedMeanwhile"));
    const explained = { state: "explained", note, explainedById, explainedByName: actor.name, explainedAt: currentTime() };
    await tx.reconciliationFinding.update({ where: { id: findingId }, data: explained });
    await writeAudit(tx, {
      actor,
      event: "reconciliation.explained",
      subject: { kind: "finding", id: findingId },
      details: { kind: finding.kind, about: finding.subject, note },
    });
    return ok({ findingId });
  });
}
