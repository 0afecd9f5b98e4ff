import { currentTime } from "@/lib/base/clock";
import { db } from "@/lib/db/client";
import { type Permission, ROLES } from "@/lib/domain/access/permissions";
import { heldRole } from "@/lib/domain/access/roles";

export type RoleView = {
  readonly key: string;
  readonly name: string;
  readonly description: string;
  readonly isBuiltIn: boolean;
  readonly permissions: readonly Permission[];
  /** Who has it, by name; somebody who is shut out has it still. */
  readonly holders: readonly { readonly personId: string; readonly name: string; readonly isDisabled: boolean }[];
  /** How many are invited to it. */
  readonly invited: number;
  /** A change of what it holds waits for a second admin. */
  readonly isChanging: boolean;
};

/** A merchant's roles: the four that the program brings, then its own in the order in which they were made. */
export async function listRoles(merchantId: string): Promise<readonly RoleView[]> {
  const [roles, invited, changes] = await Promise.all([
    db().role.findMany({
      where: { merchantId },
      include: {
        memberships: {
          select: { personId: true, disabledAt: true, person: { select: { name: true, disabledAt: true } } },
          orderBy: { person: { name: "asc" } },
        },
      },
      orderBy: { createdAt: "asc" },
    }),
    db().invitation.groupBy({ by: ["role"], where: { merchantId, acceptedAt: null, revokedAt: null }, _count: true }),
    db().accessChange.findMany({
      where: { merchantId, kind: "role.permissions", outcome: null, expiresAt: { gt: currentTime() } },
      select: { subjectId: true },
    }),
  ]);
  const counts = new Map(invited.map(({ role, _count }) => [role, _count]));
  const views = roles.map((row): RoleView => {
    const { key, name, description, isBuiltIn, memberships } = row;
    const holders = memberships.map(({ personId, disabledAt, person }) => {
      return { personId, name: person.name, isDisabled: disabledAt !== null || person.disabledAt !== null };
    });
    const facts = { key, name, description, isBuiltIn, permissions: heldRole(row).permissions, holders };
    return { ...facts, invited: counts.get(key) ?? 0, isChanging: changes.some(({ subjectId }) => subjectId === key) };
  });
  return [...ROLES.flatMap((role) => views.filter(({ key }) => key === role)), ...views.filter(({ isBuiltIn }) => !isBuiltIn)];
}
