import { failed, ok, type Result } from "@/lib/base/result";
import { inTransaction } from "@/lib/db/transaction";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isWelcome, openByToken } from "./find-invitation";
import { joinTeam } from "./join-team";

export type JoinByInvitation = { readonly token: string; readonly ipAddress?: string };

/** Somebody who works for a merchant here already joins another one too. The link alone is not enough: it has to be their address. */
export async function joinByInvitation(
  actor: Actor,
  { token, ipAddress }: JoinByInvitation,
): Promise<Result<{ merchantId: string }, Denial>> {
  if (actor.kind !== "person") return failed(denial("forbidden"));
  if (!(await isWelcome(token, ipAddress))) return failed(denial("lockedOut"));
  return inTransaction(async (tx) => {
    const invitation = await openByToken(tx, token);
    if (!invitation) return failed(denial("notFound"));
    const person = await tx.person.findUniqueOrThrow({ where: { id: actor.personId } });
    if (person.email !== invitation.email) return failed(denial("forbidden", "This invitation is for somebody else."));
    const joined = await joinTeam(tx, invitation, { person, ...(ipAddress ? { ipAddress } : {}) });
    return joined.ok ? ok({ merchantId: invitation.merchantId }) : joined;
  });
}
