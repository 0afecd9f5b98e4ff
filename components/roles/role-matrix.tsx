import { Check } from "lucide-react";
import { Fragment } from "react";
import { Link } from "@/components/ui/link";
import { HeadCell, Table, TableHead } from "@/components/ui/table";
import { PERMISSION_FACTS, PERMISSION_NOUNS, PERMISSIONS_FOR_PEOPLE } from "@/lib/domain/access/permission-facts";
import type { RoleView } from "@/lib/queries/list-roles";
import { permissionsByNoun } from "./permissions-by-noun";

/** Every permission against every role, by what it is about. */
export function RoleMatrix({ roles }: { roles: readonly RoleView[] }) {
  return (
    <Table label={`What ${roles.length} roles hold of ${PERMISSIONS_FOR_PEOPLE.length} permissions`}>
      <TableHead>
        <HeadCell className="sticky left-0 z-10 min-w-44 sm:min-w-72">May</HeadCell>
        {roles.map((role) => (
          <HeadCell key={role.key}>
            <span className="block text-center">
              {role.isBuiltIn ? role.name : <Link href={`/settings/roles/${role.key}`}>{role.name}</Link>}
            </span>
          </HeadCell>
        ))}
      </TableHead>
      <tbody>
        {permissionsByNoun().map(({ noun, permissions }) => (
          <Fragment key={noun}>
            <tr>
              <th
                scope="rowgroup"
                colSpan={roles.length + 1}
                className="border-grey-2 border-b bg-grey-1 px-3 py-1.5 text-left font-semibold"
              >
                <span className="sticky left-3">{PERMISSION_NOUNS[noun]}</span>
              </th>
            </tr>
            {permissions.map((permission) => (
              <tr key={permission} className="group/row">
                <th
                  scope="row"
                  className="sticky left-0 border-grey-2 border-b bg-raised px-3 py-2 text-left font-normal group-hover/row:bg-grey-1"
                >
                  {PERMISSION_FACTS[permission].sentence}
                </th>
                {roles.map((role) => (
                  <td key={role.key} className="border-grey-2 border-b px-3 text-center group-hover/row:bg-grey-1">
                    {role.permissions.includes(permission) ? (
                      <>
                        <Check className="inline size-4 text-accent" strokeWidth={2.5} aria-hidden />
                        <span className="sr-only">yes</span>
                      </>
                    ) : (
                      <>
                        <span className="text-grey-4" aria-hidden>
                          ·
                        </span>
                        <span className="sr-only">no</span>
                      </>
                    )}
                  </td>
                ))}
              </tr>
            ))}
          </Fragment>
        ))}
      </tbody>
    </Table>
  );
}
