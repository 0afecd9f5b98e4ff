import type { Metadata } from "next";
import { AccountProposals } from "@/components/approvals/account-proposals";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listAccountProposals } from "@/lib/queries/list-account-proposals";

export const metadata: Metadata = { title: "Accounts to confirm" };

export default async function AccountProposalsPage() {
  const actor = await requireActor("approval.view");
  return (
    <>
      <PageHeader title="Accounts to confirm" back={{ href: "/approvals", label: "Approvals" }}>
        Nothing is paid to an account before somebody other than whoever brought it has called back.
      </PageHeader>
      <AccountProposals proposals={await listAccountProposals(actor)} />
    </>
  );
}
