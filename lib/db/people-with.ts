import type { Permission } from "@/lib/domain/access/permissions";
import { heldRole } from "@/lib/domain/access/roles";
import type { Tx } from "./client";

export type PersonWith = { readonly personId: string; readonly name: string; readonly email: string; readonly role: string };

/** Whose role at the merchant holds the permission now, and who may sign in there; by name. */
export async function peopleWith(tx: Tx, merchantId: string, permission: Permission): Promise<readonly PersonWith[]> {
  const members = await tx.membership.findMany({
    where: { merchantId, role: { in: await roleKeysWith(tx, merchantId, permission) }, disabledAt: null, person: { disabledAt: null } },
    select: { role: true, person: { select: { id: true, name: true, email: true } } },
    orderBy: [{ person: { name: "asc" } }, { personId: "asc" }],
  });
  return members.map(({ role, person }) => ({ personId: person.id, name: person.name, email: person.email, role }));
}

async function roleKeysWith(tx: Tx, merchantId: string, permission: Permission): Promise<string[]> {
  const roles = await tx.role.findMany({ where: { merchantId } });
  return roles.map(heldRole).flatMap(({ role, permissions }) => (permissions.includes(permission) ? [role] : []));
}
