import { PERMISSION_FACTS, PERMISSION_NOUNS, PERMISSIONS_FOR_PEOPLE, type PermissionNoun } from "@/lib/domain/access/permission-facts";
import type { Permission } from "@/lib/domain/access/permissions";

/** In the order in which people think of them. */
export function permissionsByNoun(): readonly { readonly noun: PermissionNoun; readonly permissions: readonly Permission[] }[] {
  return Object.keys(PERMISSION_NOUNS)
    .filter(isNoun)
    .map((noun) => ({ noun, permissions: PERMISSIONS_FOR_PEOPLE.filter((permission) => PERMISSION_FACTS[permission].noun === noun) }));
}

function isNoun(text: string): text is PermissionNoun {
  return Object.hasOwn(PERMISSION_NOUNS, text);
}
