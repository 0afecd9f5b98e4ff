import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { EndDelegation } from "@/lib/domain/approval/delegation";

/** Takes a lent place back, from the next decision on: by whoever lends it, whoever has it, or who manages the policy. */
export async function endDelegation(actor: Actor, { delegationId }: EndDelegation): Promise<Result<{ delegationId: string }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "approval.view")) return failed(denial("forbidden"));
  const { merchantId, personId, name } = actor;
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT "id" FROM "delegation" WHERE "id" = ${delegationId} FOR UPDATE`;
    const found = await tx.delegation.findFirst({ where: { id: delegationId, merchantId } });
    if (!found) return failed(denial("notFound"));
    const isOwn = found.lenderId === personId || found.delegateId === personId;
    if (!isOwn && !may(actor, "policy.manage")) return failed(denial("forbidden", "Only the two people of it and admins can end it."));
    if (found.endedAt !== null) return failed(denial("changedMeanwhile"));
    await tx.delegation.update({ where: { id: delegationId }, data: { endedAt: currentTime(), endedByName: name } });
    await writeAudit(tx, {
      actor,
      event: "delegation.ended",
      subject: { kind: "delegation", id: delegationId },
      details: { lender: found.lenderName, delegate: found.delegateName },
    });
    return ok({ delegationId });
  });
}
