import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import type { Invitation, Person } from "@/lib/db/generated/client";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { heldRole } from "@/lib/domain/access/roles";
import { lockTeam } from "./lock-team";

type Joining = { readonly person: Pick<Person, "id" | "name">; readonly ipAddress?: string };

/** Uses the invitation up: of two who hold the link, one comes in. */
export async function joinTeam(tx: Tx, invitation: Invitation, { person, ipAddress }: Joining): Promise<Result<object, Denial>> {
  const { merchantId, role } = invitation;
  await lockTeam(tx, merchantId);
  const held = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: role } } });
  const { count } = await tx.invitation.updateMany({
    where: { id: invitation.id, tokenHash: invitation.tokenHash, acceptedAt: null, revokedAt: null },
    data: { acceptedAt: currentTime(), acceptedById: person.id },
  });
  if (count === 0 || !held) return failed(denial("changedMeanwhile", "This invitation was used or taken back just now."));
  await tx.membership.create({ data: { id: newId("membership"), merchantId, personId: person.id, role } });
  await writeAudit(tx, {
    actor: { kind: "person", personId: person.id, name: person.name, merchantId, ...heldRole(held) },
    event: "person.joined",
    subject: { kind: "person", id: person.id },
    details: { before: null, after: { email: invitation.email, role }, invitationId: invitation.id, invitedBy: invitation.invitedByName },
    ...(ipAddress ? { ipAddress } : {}),
  });
  return ok({});
}
