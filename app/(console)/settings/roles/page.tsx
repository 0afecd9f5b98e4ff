import type { Metadata } from "next";
import { RoleList } from "@/components/roles/role-list";
import { RoleMatrix } from "@/components/roles/role-matrix";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { listRoles } from "@/lib/queries/list-roles";

export const metadata: Metadata = { title: "Roles" };

export default async function RolesPage() {
  const actor = await requireActor("team.manage");
  const roles = await listRoles(actor.merchantId);
  return (
    <>
      <PageHeader
        title="Roles"
        actions={
          <ButtonLink href="/settings/roles/new" tone="primary">
            New role
          </ButtonLink>
        }
      >
        What people may do. The first four come with Counterfoil; make your own beside them.
      </PageHeader>
      <div className="flex flex-col gap-5">
        <RoleList roles={roles} />
        <RoleMatrix roles={roles} />
      </div>
    </>
  );
}
