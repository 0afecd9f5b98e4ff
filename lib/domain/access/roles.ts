import { isPermission, isRole, mayRole, PERMISSION_NAMES, type Permission, type Role } from "./permissions";

/** A role as whoever has it holds it at this moment. */
export type HeldRole = {
  /** Its key at the merchant: one of the four that the program brings, or one of the merchant's own. */
  readonly role: string;
  readonly roleName: string;
  readonly permissions: readonly Permission[];
};

export type StoredRole = {
  readonly key: string;
  readonly name: string;
  readonly isBuiltIn: boolean;
  readonly permissions: readonly string[];
};

/** What the program brings holds what the program says; a merchant's own role what its row says, and no word that means nothing any more. */
export function heldRole({ key, name, isBuiltIn, permissions }: StoredRole): HeldRole {
  return { role: key, roleName: name, permissions: isBuiltIn && isRole(key) ? permissionsOf(key) : permissions.filter(isPermission) };
}

/** One of the four, as every merchant has it. */
export function builtInRole(role: Role): HeldRole {
  return { role, roleName: `${role.charAt(0).toUpperCase()}${role.slice(1)}`, permissions: permissionsOf(role) };
}

/** Whether two roles let the same be done, in whatever order it is written down. */
export function holdsSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((permission) => other.includes(permission));
}

function permissionsOf(role: Role): readonly Permission[] {
  return PERMISSION_NAMES.filter((permission) => mayRole(role, permission));
}
