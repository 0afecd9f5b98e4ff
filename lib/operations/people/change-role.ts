import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { Role } from "@/lib/domain/access/permissions";
import { endSessions } from "@/lib/operations/sessions/end-session";

export type ChangeRole = { readonly personId: string; readonly role: Role };

/** Gives a colleague another role at the actor's merchant. Their sessions there end, so that nothing goes on under the old one. */
export async function changeRole(actor: Actor, { personId, role }: ChangeRole): Promise<Result<ChangeRole, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  if (actor.kind === "person" && actor.personId === personId) return failed(denial("forbidden", "You cannot change your own role."));

  return inTransaction(async (tx) => {
    const where = { merchantId_personId: { merchantId: actor.merchantId, personId } };
    const membership = await tx.membership.findUnique({ where, select: { id: true, role: true } });
    if (!membership) return failed(denial("notFound"));
    if (membership.role === role) return ok({ personId, role });

    // Guarded by the old role: of two admins pressing at once, the second is told.
    const { count } = await tx.membership.updateMany({ where: { id: membership.id, role: membership.role }, data: { role } });
    if (count === 0) return failed(denial("changedMeanwhile"));
    await endSessions(tx, { personId, merchantId: actor.merchantId, why: "role changed" });
    await writeAudit(tx, {
      actor,
      event: "membership.changed",
      subject: { kind: "person", id: personId },
      details: { from: membership.role, to: role },
    });
    return ok({ personId, role });
  });
}
