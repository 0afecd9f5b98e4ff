import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { gainsGuarded } from "@/lib/domain/access/permission-facts";
import { type HeldRole, heldRole, holdsSame } from "@/lib/domain/access/roles";
import type { ChangeRole } from "@/lib/domain/access/team-schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { leavesNobody } from "./leaves-nobody";
import { lockTeam } from "./lock-team";

/** `waitsForAnother`: nothing has changed yet, a second admin has to confirm it. */
export type ChangedRole = ChangeRole & { readonly waitsForAnother: boolean };

/**
 * Gives a colleague another role at the actor's merchant, for their next request. Where it lets them release money or say who may, a
 * second admin confirms it; the operator at the machine (actor kind `system`) needs none.
 */
export async function changeRole(actor: Actor, { personId, role }: ChangeRole): Promise<Result<ChangedRole, Denial>> {
  if (actor.kind !== "system" && !may(actor, "team.manage")) return failed(denial("forbidden"));
  if (actor.kind === "person" && actor.personId === personId) return failed(denial("forbidden", "You cannot change your own role."));
  const { merchantId } = actor;

  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    await lockTeam(tx, merchantId);
    const where = { merchantId_personId: { merchantId, personId } };
    const member = await tx.membership.findUnique({ where, include: { held: true, person: { select: { name: true } } } });
    const wanted = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: role } } });
    if (!member || !wanted) return failed(denial("notFound"));
    if (member.role === role) return ok({ personId, role, waitsForAnother: false });
    const [before, after] = [heldRole(member.held), heldRole(wanted)];
    const lost = after.permissions.includes("team.manage") ? null : await leavesNobody(tx, merchantId, { personId });
    if (lost) return failed(lost);

    if (actor.kind !== "system" && gainsGuarded(before.permissions, after.permissions)) {
      const names = { name: member.person.name, fromName: before.roleName, toName: after.roleName };
      const holds = [...after.permissions];
      await proposeAccessChange(tx, actor, { kind: "member.role", personId, from: before.role, to: role, ...names, holds });
      return ok({ personId, role, waitsForAnother: true });
    }
    await writeRole(tx, actor, { personId, before, after });
    return ok({ personId, role, waitsForAnother: false });
  });
}

/** A second admin has confirmed it, for the role as it was shown to them. */
export async function applyRole(tx: Tx, actor: Actor, wish: WishOf<"member.role">): Promise<Result<object, Denial>> {
  const { merchantId } = actor;
  const { personId } = wish;
  const member = await tx.membership.findUnique({ where: { merchantId_personId: { merchantId, personId } }, include: { held: true } });
  const wanted = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key: wish.to } } });
  const after = wanted && heldRole(wanted);
  if (!member || member.role !== wish.from)
    return failed(denial("changedMeanwhile", "They have another role by now. Ask for the change again."));
  if (!after || !holdsSame(after.permissions, wish.holds)) {
    return failed(denial("changedMeanwhile", "The role holds something else by now. Ask for the change again."));
  }
  const lost = after.permissions.includes("team.manage") ? null : await leavesNobody(tx, merchantId, { personId });
  if (lost) return failed(lost);
  await writeRole(tx, actor, { personId, before: heldRole(member.held), after });
  return ok({});
}

type Moved = { readonly personId: string; readonly before: HeldRole; readonly after: HeldRole };

async function writeRole(tx: Tx, actor: Actor, { personId, before, after }: Moved): Promise<void> {
  const where = { merchantId_personId: { merchantId: actor.merchantId, personId } };
  await tx.membership.update({ where, data: { role: after.role } });
  await writeAudit(tx, {
    actor,
    event: "membership.changed",
    subject: { kind: "person", id: personId },
    details: { before: { role: before.role }, after: { role: after.role } },
  });
}
