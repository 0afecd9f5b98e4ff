import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { newLinkToken } from "@/lib/db/link-token";
import { INVITATION_HOLDS_FOR_MS, invitationPath } from "@/lib/domain/access/invitation";
import { env } from "@/lib/env";
import { queueMail } from "@/lib/operations/mail/queue-mail";

export type OpenInvitation = {
  readonly merchantId: string;
  readonly email: string;
  readonly name: string;
  readonly role: string;
  readonly roleName: string;
  readonly invitedById: string;
  readonly invitedByName: string;
};
export type OpenedInvitation = { readonly invitationId: string; readonly link: string | null };

/**
 * Makes the invitation and writes its mail. `link`: its path where no mail server is set, to be handed over by hand; it is told this
 * once, and otherwise to the invited person alone, since whoever has it can come in.
 */
export async function openInvitation(tx: Tx, { merchantId, roleName, ...invited }: OpenInvitation): Promise<OpenedInvitation> {
  const now = currentTime();
  const { email, invitedByName } = invited;
  await tx.invitation.updateMany({
    where: { merchantId, email, acceptedAt: null, revokedAt: null },
    data: { revokedAt: now, revokedByName: invitedByName },
  });
  const { token, hash } = newLinkToken("invitation");
  const invitationId = newId("invitation");
  const term = { createdAt: now, sentAt: now, expiresAt: addMs(now, INVITATION_HOLDS_FOR_MS) };
  await tx.invitation.create({ data: { id: invitationId, merchantId, ...invited, tokenHash: hash, ...term } });
  return { invitationId, link: await writeInvitationMail(tx, { merchantId, ...invited, roleName, token }) };
}

type InvitationMail = Omit<OpenInvitation, "invitedById" | "role"> & { readonly token: string };

/** The same for a first and for a second mail. */
export async function writeInvitationMail(tx: Tx, mail: InvitationMail): Promise<string | null> {
  const { merchantId, email, name, roleName, invitedByName, token } = mail;
  const merchant = await tx.merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { name: true } });
  const path = invitationPath(token);
  await queueMail(tx, {
    merchantId,
    to: { address: email, name },
    subject: `${invitedByName} invites you to ${merchant.name}`,
    text: [
      `Hello ${name},`,
      `${invitedByName} invites you to pay money out together at ${merchant.name}, as ${roleName}.`,
      "The link below works once and for seven days. If you did not expect it, do nothing: nobody gets in without it.",
    ].join("\n\n"),
    path,
  });
  return env().mail ? null : path;
}
