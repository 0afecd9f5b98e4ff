import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ConnectionChange } from "@/components/connections/connection-change";
import { ConnectionCredentials } from "@/components/connections/connection-credentials";
import { ConnectionFacts } from "@/components/connections/connection-facts";
import { ConnectionPairing } from "@/components/connections/connection-pairing";
import { ConnectionPreflight } from "@/components/connections/connection-preflight";
import { ConnectionSwitch } from "@/components/connections/connection-switch";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { requireActor } from "@/lib/auth/actor";
import { readConnection } from "@/lib/queries/read-connection";

export const metadata: Metadata = { title: "Connection" };

export default async function ConnectionPage({ params }: PageProps<"/settings/providers/[connectionId]">) {
  const actor = await requireActor("connection.manage");
  const connection = await readConnection(actor, (await params).connectionId);
  if (!connection) notFound();
  return (
    <>
      <PageHeader
        title={connection.name}
        back={{ href: "/settings/providers", label: "Providers" }}
        beside={connection.isActive ? <Badge tone="good">On</Badge> : <Badge>Off</Badge>}
        actions={<ConnectionSwitch connection={connection} />}
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_22rem]">
        <div className="flex min-w-0 flex-col gap-5">
          {connection.change ? <ConnectionChange change={connection.change} /> : null}
          {connection.isPaired && !connection.isActive ? <ConnectionPairing connectionId={connection.id} /> : null}
          <ConnectionPreflight connectionId={connection.id} mode={connection.mode} first={connection.preflight} />
          <ConnectionCredentials connection={connection} />
        </div>
        <ConnectionFacts connection={connection} />
      </div>
    </>
  );
}
