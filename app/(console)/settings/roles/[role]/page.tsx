import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { DeleteRole } from "@/components/roles/delete-role";
import { RoleForm } from "@/components/roles/role-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listRoles } from "@/lib/queries/list-roles";

export const metadata: Metadata = { title: "Role" };

export default async function RolePage({ params }: PageProps<"/settings/roles/[role]">) {
  const actor = await requireActor("team.manage");
  const { role: key } = await params;
  const role = (await listRoles(actor.merchantId)).find((one) => one.key === key);
  if (!role || role.isBuiltIn) notFound();
  const { name, description, permissions, holders, invited } = role;
  const isInUse = holders.length + invited > 0;
  return (
    <>
      <PageHeader title={name} back={{ href: "/settings/roles", label: "Roles" }}>
        {holders.length === 0 ? "Nobody has it." : `Held by ${holders.map((one) => one.name).join(", ")}.`}
      </PageHeader>
      <div className="flex flex-col gap-5">
        <RoleForm initial={{ name, description, permissions }} role={{ key, isInUse }} />
        <div className="max-w-180">
          <DeleteRole role={key} name={name} isInUse={isInUse} />
        </div>
      </div>
    </>
  );
}
