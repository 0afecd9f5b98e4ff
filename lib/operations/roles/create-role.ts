import { failed, ok, type Result } from "@/lib/base/result";
import { writeAudit } from "@/lib/db/audit";
import { inTransaction } from "@/lib/db/transaction";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";
import { freeRoleKey } from "@/lib/domain/access/role-key";
import type { CreateRole } from "@/lib/domain/access/team-schema";
import { lockTeam } from "@/lib/operations/people/lock-team";

/** A role of the merchant's own. Nobody has it yet, so one admin is enough; giving it to somebody is judged by what it holds. */
export async function createRole(actor: Actor, input: CreateRole): Promise<Result<{ role: string }, Denial>> {
  if (!may(actor, "team.manage")) return failed(denial("forbidden"));
  const { merchantId } = actor;
  const { name, description, permissions } = input;
  return inTransaction(async (tx) => {
    await lockTeam(tx, merchantId);
    const roles = await tx.role.findMany({ where: { merchantId }, select: { key: true, name: true } });
    if (roles.some((one) => one.name.toLowerCase() === name.toLowerCase())) return failed(nameTaken());
    const key = freeRoleKey(
      name,
      roles.map((one) => one.key),
    );
    await tx.role.create({ data: { merchantId, key, name, description, permissions: [...permissions] } });
    const details = { before: null, after: { name, description, permissions: [...permissions] } };
    await writeAudit(tx, { actor, event: "role.created", subject: { kind: "role", id: key }, details });
    return ok({ role: key });
  });
}

export function nameTaken(): Denial {
  return denial("invalidInput", undefined, { name: ["Another role has this name."] });
}
