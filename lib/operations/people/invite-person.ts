import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, actorId, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { gainsGuarded } from "@/lib/domain/access/permission-facts";
import { heldRole, holdsSame } from "@/lib/domain/access/roles";
import type { InvitePerson } from "@/lib/domain/access/team-schema";
import { type Confirming, OPERATOR_ID } from "@/lib/operations/changes/decide-access-change";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { lockTeam } from "./lock-team";
import { openInvitation } from "./open-invitation";

/** `link`: where no mail goes out, to be handed over by hand. `waitsForAnother`: no invitation is out before a second admin confirms it. */
export type Invited = { readonly link: string | null; readonly waitsForAnother: boolean };

/** Asks somebody into the team by e-mail. To a role that releases money or says who may, two admins invite. */
export async function invitePerson(actor: Actor, input: InvitePerson): Promise<Result<Invited, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const { email, name } = input;
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    await lockTeam(tx, merchantId);
    const wanted = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: input.role } } });
    if (!wanted) return failed(denial("invalidInput", "There is no such role.", { role: ["There is no such role."] }));
    const taken = await whyNot(tx, merchantId, email);
    if (taken) return failed(taken);

    const { role, roleName, permissions } = heldRole(wanted);
    if (actor.kind !== "system" && gainsGuarded([], permissions)) {
      await proposeAccessChange(tx, actor, { kind: "person.invite", email, name, role, roleName, holds: [...permissions] });
      return ok({ link: null, waitsForAnother: true });
    }
    const by = { invitedById: actorId(actor) ?? OPERATOR_ID, invitedByName: actor.name };
    return ok({ link: await send(tx, actor, { email, name, role, roleName, ...by }), waitsForAnother: false });
  });
}

/** A second admin has confirmed it; it goes out in the name of whoever asked. */
export async function applyInvitation(
  tx: Tx,
  { actor, proposedById, proposedByName }: Confirming,
  { email, name, role, roleName, holds }: WishOf<"person.invite">,
): Promise<Result<{ link: string | null }, Denial>> {
  const { merchantId } = actor;
  const wanted = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: role } } });
  if (!wanted || !holdsSame(heldRole(wanted).permissions, holds)) {
    return failed(denial("changedMeanwhile", "The role holds something else by now. Invite again."));
  }
  const taken = await whyNot(tx, merchantId, email);
  if (taken) return failed(taken);
  const by = { invitedById: proposedById, invitedByName: proposedByName };
  return ok({ link: await send(tx, actor, { email, name, role, roleName, ...by }) });
}

type Sending = Parameters<typeof openInvitation>[1];

async function send(tx: Tx, actor: Actor, invited: Omit<Sending, "merchantId">): Promise<string | null> {
  const { invitationId, link } = await openInvitation(tx, { merchantId: actor.merchantId, ...invited });
  const { email, role } = invited;
  const subject = { kind: "invitation", id: invitationId } as const;
  await writeAudit(tx, { actor, event: "person.invited", subject, details: { before: null, after: { email, role } } });
  return link;
}

async function whyNot(tx: Tx, merchantId: string, email: string): Promise<Denial | null> {
  const known = await tx.person.findUnique({ where: { email }, select: { memberships: { where: { merchantId }, select: { id: true } } } });
  const isMember = known !== null && known.memberships.length > 0;
  return isMember ? denial("invalidInput", `${email} is in the team already.`, { email: ["This person is in the team already."] }) : null;
}
