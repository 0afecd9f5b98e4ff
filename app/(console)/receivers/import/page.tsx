import type { Metadata } from "next";
import { ImportHelp } from "@/components/receivers/import-help";
import { ImportReceivers } from "@/components/receivers/import-receivers";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";

export const metadata: Metadata = { title: "Import receivers" };

export default async function ImportPage() {
  await requireActor("receiver.create");
  return (
    <>
      <PageHeader title="Import receivers" back={{ href: "/receivers", label: "Receivers" }} />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <ImportReceivers />
        <ImportHelp />
      </div>
    </>
  );
}
