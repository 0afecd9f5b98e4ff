import type { Metadata } from "next";
import { ExportList } from "@/components/exports/export-list";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listExports } from "@/lib/queries/list-exports";

export const metadata: Metadata = { title: "Exports" };

export default async function ExportsPage() {
  const actor = await requireActor("payout.view");
  return (
    <>
      <PageHeader title="Exports" back={{ href: "/payouts", label: "Payouts" }}>
        Files that you asked for. Each is kept for a week, for you alone; who took what is in the audit.
      </PageHeader>
      <ExportList exports={await listExports(actor)} />
    </>
  );
}
