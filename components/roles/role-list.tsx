import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { Link } from "@/components/ui/link";
import { RowList } from "@/components/ui/row-list";
import { makesAndApproves } from "@/lib/domain/access/permission-facts";
import type { RoleView } from "@/lib/queries/list-roles";

/** Each role with who has it. */
export function RoleList({ roles }: { roles: readonly RoleView[] }) {
  return (
    <Card title="Who has which" padding="flush">
      <RowList label="Roles">
        {roles.map((role) => (
          <li key={role.key} className="grid gap-x-6 gap-y-1 px-4 py-3 md:grid-cols-[minmax(0,2fr)_minmax(0,3fr)]">
            <div className="flex min-w-0 flex-col gap-0.5">
              <span className="flex flex-wrap items-center gap-1.5">
                {role.isBuiltIn ? (
                  <span className="font-medium">{role.name}</span>
                ) : (
                  <Link href={`/settings/roles/${role.key}`}>{role.name}</Link>
                )}
                {role.isBuiltIn ? <Badge tone="outline">Comes with Counterfoil</Badge> : null}
                {makesAndApproves(role.permissions) ? <Badge tone="amber">Makes and approves</Badge> : null}
                {role.isChanging ? <Badge tone="amber">Change waits</Badge> : null}
              </span>
              <span className="text-grey-5 text-small">{role.description || `${role.permissions.length} permissions`}</span>
            </div>
            <p className="min-w-0 text-small">
              {role.holders.length === 0 ? <span className="text-grey-5">Nobody</span> : <Holders role={role} />}
              {role.invited > 0 ? <span className="text-grey-5">{`, ${role.invited} invited`}</span> : null}
            </p>
          </li>
        ))}
      </RowList>
    </Card>
  );
}

function Holders({ role }: { role: RoleView }) {
  return role.holders.map(({ personId, name, isDisabled }, place) => (
    <span key={personId}>
      {place > 0 ? ", " : ""}
      <span className={isDisabled ? "text-grey-5 line-through" : undefined}>{name}</span>
      {isDisabled ? <span className="sr-only"> (disabled)</span> : null}
    </span>
  ));
}
