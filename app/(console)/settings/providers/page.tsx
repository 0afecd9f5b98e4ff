import { Plug } from "lucide-react";
import type { Metadata } from "next";
import { ConnectionList } from "@/components/connections/connection-list";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { EmptyFace } from "@/components/ui/empty-face";
import { requireActor } from "@/lib/auth/actor";
import { listSettingsConnections } from "@/lib/queries/list-settings-connections";

export const metadata: Metadata = { title: "Providers" };

export default async function ProvidersPage() {
  const actor = await requireActor("connection.manage");
  const connections = await listSettingsConnections(actor.merchantId);
  const connect = (
    <ButtonLink href="/settings/providers/new" tone="primary">
      Connect a provider
    </ButtonLink>
  );
  return (
    <>
      <PageHeader title="Providers" actions={connect}>
        The merchant accounts that payouts are drawn from.
      </PageHeader>
      {connections.length === 0 ? (
        <EmptyFace size="page" icon={<Plug aria-hidden />} title="No provider is connected" action={connect}>
          Payouts leave from a merchant account at a provider. Connect the first one with the credentials from its dashboard.
        </EmptyFace>
      ) : (
        <ConnectionList connections={connections} />
      )}
    </>
  );
}
