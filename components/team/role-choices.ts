import type { Choice } from "@/components/ui/choice-item";
import type { RoleChoice } from "@/lib/queries/read-team";

export function roleChoices(roles: readonly RoleChoice[]): readonly Choice[] {
  return roles.map(({ key, name, description }) => ({ id: key, text: name, ...(description ? { detail: description } : {}) }));
}
