import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { readPolicy } from "@/lib/db/read-policy";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { heldRole } from "@/lib/domain/access/roles";
import type { RoleRef } from "@/lib/domain/access/team-schema";
import { lockTeam } from "@/lib/operations/people/lock-team";
import { isInUse } from "./is-in-use";

/** Only what nobody has, nobody is invited to and no policy waits for: nobody is left without a role by it, and no payout without its signers. */
export async function deleteRole(actor: Actor, { role: key }: RoleRef): Promise<Result<RoleRef, Denial>> {
  if (!may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  return inTransaction(async (tx) => {
    await lockTeam(tx, merchantId);
    const row = await tx.role.findUnique({ where: { merchantId_key: { merchantId, key } } });
    if (!row) return failed(denial("notFound"));
    if (row.isBuiltIn) return failed(denial("invalidInput", "This role comes with the program and stays."));
    if (await isInUse(tx, merchantId, key)) {
      return failed(denial("invalidInput", "Somebody has this role or is invited to it. Give them another one first."));
    }
    const { groups } = await readPolicy(tx, merchantId);
    if (groups.some(({ roles }) => roles.includes(key))) {
      return failed(denial("invalidInput", "The approval policy names this role. Take it out of its groups first."));
    }
    await tx.role.delete({ where: { merchantId_key: { merchantId, key } } });
    const { roleName: name, permissions } = heldRole(row);
    const details = { before: { name, permissions: [...permissions] }, after: null };
    await writeAudit(tx, { actor, event: "role.deleted", subject: { kind: "role", id: key }, details });
    return ok({ role: key });
  });
}
