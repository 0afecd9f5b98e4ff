import { Badge } from "@/components/ui/badge";
import { Checkbox } from "@/components/ui/checkbox";
import { PERMISSION_FACTS, PERMISSION_NOUNS } from "@/lib/domain/access/permission-facts";
import type { Permission } from "@/lib/domain/access/permissions";
import { permissionsByNoun } from "./permissions-by-noun";

export type PermissionChoiceProps = { chosen: readonly Permission[]; onChange: (chosen: Permission[]) => void };

/** Plain sentences to tick, by what they are about. */
export function PermissionChoice({ chosen, onChange }: PermissionChoiceProps) {
  const toggle = (permission: Permission, isTicked: boolean) =>
    onChange(isTicked ? [...chosen, permission] : chosen.filter((one) => one !== permission));
  return (
    <div className="flex flex-col gap-5">
      {permissionsByNoun().map(({ noun, permissions }) => (
        <fieldset key={noun} className="flex flex-col gap-2">
          <legend className="pb-2 font-medium text-grey-5 text-small">{PERMISSION_NOUNS[noun]}</legend>
          {permissions.map((permission) => {
            const { sentence, isGuarded } = PERMISSION_FACTS[permission];
            return (
              <Checkbox key={permission} value={chosen.includes(permission)} onChange={(isTicked) => toggle(permission, isTicked)}>
                <span className="inline-flex flex-wrap items-center gap-x-2">
                  {sentence}
                  {isGuarded ? <Badge tone="outline">two admins give it</Badge> : null}
                </span>
              </Checkbox>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
