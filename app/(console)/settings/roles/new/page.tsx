import type { Metadata } from "next";
import { RoleForm } from "@/components/roles/role-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";

export const metadata: Metadata = { title: "New role" };

export default async function NewRolePage() {
  await requireActor("team.manage");
  return (
    <>
      <PageHeader title="New role" back={{ href: "/settings/roles", label: "Roles" }}>
        Nobody has it yet; giving it to somebody is a step of its own.
      </PageHeader>
      <RoleForm initial={{ name: "", description: "", permissions: ["overview.view", "payout.view"] }} />
    </>
  );
}
