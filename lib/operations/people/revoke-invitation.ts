import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import type { InvitationRef } from "@/lib/domain/access/team-schema";
import { lockTeam } from "./lock-team";

/** Its link is dead at once. Taking it back twice is no fault. */
export async function revokeInvitation(actor: Actor, { invitationId }: InvitationRef): Promise<Result<InvitationRef, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    await lockTeam(tx, merchantId);
    const invitation = await tx.invitation.findFirst({ where: { id: invitationId, merchantId } });
    if (!invitation) return failed(denial("notFound"));
    if (invitation.acceptedAt) return failed(denial("changedMeanwhile", "It has been accepted already. Disable the person instead."));
    if (invitation.revokedAt) return ok({ invitationId });
    await tx.invitation.update({ where: { id: invitationId }, data: { revokedAt: currentTime(), revokedByName: actor.name } });
    const { email, role } = invitation;
    const subject = { kind: "invitation", id: invitationId } as const;
    await writeAudit(tx, { actor, event: "person.invitationRevoked", subject, details: { before: { email, role }, after: null } });
    return ok({ invitationId });
  });
}
