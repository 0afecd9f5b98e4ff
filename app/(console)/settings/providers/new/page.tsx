import type { Metadata } from "next";
import { ConnectionForm } from "@/components/connections/connection-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listProviders } from "@/lib/queries/list-providers";

export const metadata: Metadata = { title: "Connect a provider" };

export default async function NewConnectionPage() {
  await requireActor("connection.manage");
  return (
    <>
      <PageHeader title="Connect a provider" back={{ href: "/settings/providers", label: "Providers" }} />
      <ConnectionForm providers={listProviders()} />
    </>
  );
}
