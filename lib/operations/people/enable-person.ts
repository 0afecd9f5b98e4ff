import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { gainsGuarded } from "@/lib/domain/access/permission-facts";
import { heldRole, holdsSame } from "@/lib/domain/access/roles";
import type { PersonRef } from "@/lib/domain/access/team-schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { lockTeam } from "./lock-team";

export type EnabledPerson = PersonRef & { readonly waitsForAnother: boolean };

/** Lets somebody in again. Stopping took one press; where their role releases money or says who may, going on takes a second admin. */
export async function enablePerson(actor: Actor, { personId }: PersonRef): Promise<Result<EnabledPerson, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;

  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    await lockTeam(tx, merchantId);
    const where = { merchantId_personId: { merchantId, personId } };
    const member = await tx.membership.findUnique({ where, include: { held: true, person: true } });
    if (!member) return failed(denial("notFound"));
    if (actor.kind !== "system" && member.person.disabledAt) {
      return failed(denial("forbidden", "The operator shut this person out everywhere, so only the operator can let them in again."));
    }
    if (!member.disabledAt && !member.person.disabledAt) return ok({ personId, waitsForAnother: false });

    const { role, roleName, permissions } = heldRole(member.held);
    if (actor.kind !== "system" && gainsGuarded([], permissions)) {
      const { name } = member.person;
      await proposeAccessChange(tx, actor, { kind: "member.enable", personId, name, role, roleName, holds: [...permissions] });
      return ok({ personId, waitsForAnother: true });
    }
    if (member.person.disabledAt) await tx.person.update({ where: { id: personId }, data: { disabledAt: null } });
    await letIn(tx, actor, personId);
    return ok({ personId, waitsForAnother: false });
  });
}

/** A second admin has confirmed it, for the role that they were shown. */
export async function applyEnabling(tx: Tx, actor: Actor, wish: WishOf<"member.enable">): Promise<Result<object, Denial>> {
  const { personId } = wish;
  const where = { merchantId_personId: { merchantId: actor.merchantId, personId } };
  const member = await tx.membership.findUnique({ where, include: { held: true } });
  if (!member || member.role !== wish.role || !holdsSame(heldRole(member.held).permissions, wish.holds)) {
    return failed(denial("changedMeanwhile", "Their role is another by now. Ask for it again."));
  }
  await letIn(tx, actor, personId);
  return ok({});
}

async function letIn(tx: Tx, actor: Actor, personId: string): Promise<void> {
  await tx.membership.updateMany({ where: { merchantId: actor.merchantId, personId }, data: { disabledAt: null } });
  const details = { before: { disabled: true }, after: { disabled: false } };
  await writeAudit(tx, { actor, event: "person.enabled", subject: { kind: "person", id: personId }, details });
}
