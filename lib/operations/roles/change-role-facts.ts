import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import type { WishOf } from "@/lib/domain/access/change";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { isPermission, type Permission } from "@/lib/domain/access/permissions";
import { heldRole, holdsSame } from "@/lib/domain/access/roles";
import type { ChangeRoleFacts } from "@/lib/domain/access/team-schema";
import { demandOwnStepUp } from "@/lib/operations/changes/demand-own-step-up";
import { proposeAccessChange } from "@/lib/operations/changes/propose-access-change";
import { leavesNobody } from "@/lib/operations/people/leaves-nobody";
import { lockTeam } from "@/lib/operations/people/lock-team";
import { nameTaken } from "./create-role";
import { isInUse } from "./is-in-use";

export type ChangedRoleFacts = { readonly role: string; readonly waitsForAnother: boolean };

/**
 * Renames a role of the merchant's own at once. What it holds waits for a second admin as soon as somebody has it or is invited to it:
 * they would all get, or lose, something by one person's word.
 */
export async function changeRoleFacts(actor: Actor, input: ChangeRoleFacts): Promise<Result<ChangedRoleFacts, Denial>> {
  if (!may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const { role: key, name, description, permissions } = input;
  return inTransaction(async (tx) => {
    const proven = await demandOwnStepUp(tx, actor);
    if (!proven.ok) return proven;
    await lockTeam(tx, merchantId);
    const row = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key } } });
    if (!row) return failed(denial("notFound"));
    if (row.isBuiltIn) return failed(denial("invalidInput", "This role comes with the program. Make one of your own that is like it."));
    const same = await tx.role.findFirst({ where: { merchantId, key: { not: key }, name: { equals: name, mode: "insensitive" } } });
    if (same) return failed(nameTaken());

    if (row.name !== name || row.description !== description) {
      await tx.role.update({ where: { merchantId_key: { merchantId, key } }, data: { name, description } });
      const details = { before: { name: row.name, description: row.description }, after: { name, description } };
      await writeAudit(tx, { actor, event: "role.changed", subject: { kind: "role", id: key }, details });
    }
    const held = heldRole(row).permissions;
    if (holdsSame(held, permissions)) return ok({ role: key, waitsForAnother: false });
    const lost = await whyLost(tx, merchantId, key, permissions);
    if (lost) return failed(lost);
    if (await isInUse(tx, merchantId, key)) {
      await proposeAccessChange(tx, actor, { kind: "role.permissions", role: key, name, from: [...held], to: [...permissions] });
      return ok({ role: key, waitsForAnother: true });
    }
    await writePermissions(tx, actor, { key, from: held, to: permissions });
    return ok({ role: key, waitsForAnother: false });
  });
}

/** A second admin has confirmed it, for the role as it was shown to them. */
export async function applyPermissions(
  tx: Tx,
  actor: Actor,
  { role: key, from, to }: WishOf<"role.permissions">,
): Promise<Result<object, Denial>> {
  const { merchantId } = actor;
  const row = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key } } });
  if (!row || !holdsSame(heldRole(row).permissions, from)) {
    return failed(denial("changedMeanwhile", "The role holds something else by now. Ask for the change again."));
  }
  const permissions = to.filter(isPermission);
  const lost = await whyLost(tx, merchantId, key, permissions);
  if (lost) return failed(lost);
  await writePermissions(tx, actor, { key, from: heldRole(row).permissions, to: permissions });
  return ok({});
}

async function whyLost(tx: Tx, merchantId: string, role: string, permissions: readonly Permission[]): Promise<Denial | null> {
  return permissions.includes("team.manage") ? null : leavesNobody(tx, merchantId, { role });
}

type Held = { readonly key: string; readonly from: readonly Permission[]; readonly to: readonly Permission[] };

async function writePermissions(tx: Tx, actor: Actor, { key, from, to }: Held): Promise<void> {
  const where = { merchantId_key: { merchantId: actor.merchantId, key } };
  await tx.role.update({ where, data: { permissions: [...to] } });
  const details = { before: { permissions: [...from] }, after: { permissions: [...to] } };
  await writeAudit(tx, { actor, event: "role.changed", subject: { kind: "role", id: key }, details });
}
