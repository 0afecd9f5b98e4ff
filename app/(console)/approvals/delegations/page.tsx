import type { Metadata } from "next";
import { DelegationForm } from "@/components/delegations/delegation-form";
import { DelegationList } from "@/components/delegations/delegation-list";
import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listDelegations } from "@/lib/queries/list-delegations";
import { readLending } from "@/lib/queries/read-lending";

export const metadata: Metadata = { title: "Lent places" };

export default async function DelegationsPage() {
  const actor = await requireActor("approval.view");
  const [delegations, lending] = await Promise.all([listDelegations(actor), may(actor, "payout.approve") ? readLending(actor) : null]);
  return (
    <>
      <PageHeader title="Lent places" back={{ href: "/approvals", label: "Approvals" }}>
        Who takes a place signs as whoever lent it, never what either of them made, and the two count once together.
      </PageHeader>
      <div className="grid grid-cols-1 items-start gap-4 lg:grid-cols-2">
        <Card title={may(actor, "policy.manage") ? "All lent places" : "Yours"}>
          <DelegationList delegations={delegations} />
        </Card>
        {lending ? (
          <Card title="Lend your place">
            <DelegationForm {...lending} />
          </Card>
        ) : null}
      </div>
    </>
  );
}
