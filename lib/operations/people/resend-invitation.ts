import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { addMs } from "@/lib/base/time";
import { writeAudit } from "@/lib/db/audit";
import { newLinkToken } from "@/lib/db/link-token";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { INVITATION_HOLDS_FOR_MS } from "@/lib/domain/access/invitation";
import type { InvitationRef } from "@/lib/domain/access/team-schema";
import { lockTeam } from "./lock-team";
import { writeInvitationMail } from "./open-invitation";

export type ResentInvitation = InvitationRef & { readonly link: string | null };

/** Sends a fresh link, good for another week; the one before stops working. It stays what two admins agreed on. */
export async function resendInvitation(actor: Actor, { invitationId }: InvitationRef): Promise<Result<ResentInvitation, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    await lockTeam(tx, merchantId);
    const invitation = await tx.invitation.findFirst({ where: { id: invitationId, merchantId } });
    if (!invitation) return failed(denial("notFound"));
    if (invitation.acceptedAt) return failed(denial("changedMeanwhile", "It has been accepted already."));
    if (invitation.revokedAt) return failed(denial("changedMeanwhile", "It was taken back. Invite again."));
    const role = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: invitation.role } } });
    if (!role) return failed(denial("changedMeanwhile", "Its role is gone. Invite again."));

    const now = currentTime();
    const { token, hash } = newLinkToken("invitation");
    const data = { tokenHash: hash, sentAt: now, expiresAt: addMs(now, INVITATION_HOLDS_FOR_MS) };
    await tx.invitation.update({ where: { id: invitationId }, data });
    const { email, name } = invitation;
    const link = await writeInvitationMail(tx, { merchantId, email, name, roleName: role.name, invitedByName: actor.name, token });
    const subject = { kind: "invitation", id: invitationId } as const;
    await writeAudit(tx, { actor, event: "person.invitationSent", subject, details: { email } });
    return ok({ invitationId, link });
  });
}
