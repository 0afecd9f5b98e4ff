import type { Metadata } from "next";
import { AloneNote } from "@/components/changes/alone-note";
import { PendingChanges } from "@/components/changes/pending-changes";
import { EndpointList } from "@/components/endpoints/endpoint-list";
import { NewEndpoint } from "@/components/endpoints/new-endpoint";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { ENDPOINT_CHANGES } from "@/lib/domain/access/change";
import { listAccessChanges } from "@/lib/queries/list-access-changes";
import { listEndpoints } from "@/lib/queries/list-endpoints";

export const metadata: Metadata = { title: "Webhooks" };

export default async function WebhooksPage() {
  const actor = await requireActor("endpoint.view");
  const mayManage = may(actor, "endpoint.manage");
  const [endpoints, pending] = await Promise.all([
    listEndpoints(actor.merchantId),
    mayManage ? listAccessChanges(actor, { kinds: ENDPOINT_CHANGES, permission: "endpoint.manage" }) : null,
  ]);
  return (
    <>
      <PageHeader
        title="Webhooks"
        actions={
          <>
            <ButtonLink href="/developers#webhooks">What is sent</ButtonLink>
            {mayManage ? <NewEndpoint /> : null}
          </>
        }
      >
        Your own systems hear of every move of a payout, signed as Standard Webhooks.
      </PageHeader>
      <div className="flex flex-col gap-5">
        {pending ? (
          <>
            <AloneNote others={pending.others} command="change list" />
            <PendingChanges of="webhooks" changes={pending.changes} />
          </>
        ) : null}
        <EndpointList endpoints={endpoints} firstStep={null} />
      </div>
    </>
  );
}
