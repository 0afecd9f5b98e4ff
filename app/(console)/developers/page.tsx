import type { Metadata } from "next";
import { OperationSection } from "@/components/developers/operation-section";
import { ReferenceBasics } from "@/components/developers/reference-basics";
import { ReferenceContents } from "@/components/developers/reference-contents";
import { WebhookSection } from "@/components/developers/webhook-section";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { actorOfSession, requireSession } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { restReference } from "@/lib/domain/rest/reference";
import { env } from "@/lib/env";

export const metadata: Metadata = { title: "API reference" };

const WEBHOOKS = { title: "Webhooks", operations: [{ id: "webhooks", summary: "What is sent to you" }] };

export default async function DevelopersPage() {
  const actor = actorOfSession(await requireSession());
  const { server, description, groups, webhooks } = restReference(env().nextAuthUrl.replace(/\/$/, ""));
  return (
    <>
      <PageHeader
        title="API reference"
        actions={may(actor, "operations.view") ? <ButtonLink href="/operations/api-requests">Requests of our keys</ButtonLink> : null}
      >
        For the merchant&apos;s own systems. API keys make payouts and read; they never approve.
      </PageHeader>
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[13rem_minmax(0,1fr)]">
        <ReferenceContents groups={[...groups, WEBHOOKS]} />
        <div className="flex min-w-0 flex-col gap-6">
          <ReferenceBasics server={server} description={description} />
          {groups.flatMap(({ operations }) => operations.map((operation) => <OperationSection key={operation.id} operation={operation} />))}
          <WebhookSection webhooks={webhooks} />
        </div>
      </div>
    </>
  );
}
