import { newId, randomText } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import type { Merchant, Role } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import type { Permission } from "@/lib/domain/access/permissions";
import { heldRole } from "@/lib/domain/access/roles";

/** A role of the merchant's own. */
export async function aRole(db: Tx, { merchant, permissions, name = `Role ${randomText(6)}` }: RoleWish): Promise<Role> {
  const key = `own-${randomText(8).toLowerCase()}`;
  return db.role.create({ data: { merchantId: merchant.id, key, name, description: "", permissions: [...permissions] } });
}
type RoleWish = { merchant: Pick<Merchant, "id">; permissions: readonly Permission[]; name?: string };

/** Somebody new who has that role, as the doors would hand them to an operation. */
export async function aHolder(db: Tx, role: Role): Promise<Extract<Actor, { kind: "person" }>> {
  const personId = newId("person");
  const name = `Holder ${randomText(4)}`;
  await db.person.create({ data: { id: personId, email: `holder-${randomText(8).toLowerCase()}@test.test`, name } });
  await db.membership.create({ data: { id: newId("membership"), merchantId: role.merchantId, personId, role: role.key } });
  return { kind: "person", personId, name, merchantId: role.merchantId, ...heldRole(role) };
}
