import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { FindingDetail } from "@/components/reconciliation/finding-detail";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { FINDINGS } from "@/lib/domain/reconciliation/kinds";
import { readFinding } from "@/lib/queries/list-findings";

export const metadata: Metadata = { title: "Difference" };

export default async function FindingPage({ params }: PageProps<"/operations/reconciliation/[findingId]">) {
  const actor = await requireActor("operations.view");
  const finding = await readFinding(actor.merchantId, (await params).findingId);
  if (!finding) notFound();
  return (
    <>
      <PageHeader title={FINDINGS[finding.kind].title} back={{ href: "/operations/reconciliation", label: "Reconciliation" }} />
      <FindingDetail finding={finding} mayExplain={may(actor, "reconciliation.explain")} />
    </>
  );
}
