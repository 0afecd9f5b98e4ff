import type { Metadata } from "next";
import { BatchList } from "@/components/batches/batch-list";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listBatches } from "@/lib/queries/list-batches";

export const metadata: Metadata = { title: "Batches" };

export default async function BatchesPage() {
  const actor = await requireActor("batch.view");
  const batches = await listBatches(actor.merchantId);
  const mayCreate = may(actor, "batch.create");
  return (
    <>
      <PageHeader
        title="Batches"
        actions={
          mayCreate ? (
            <ButtonLink href="/batches/new" tone="primary">
              Bring a file
            </ButtonLink>
          ) : undefined
        }
      >
        <span className="max-md:hidden">Files of payouts, and what became of each row</span>
      </PageHeader>
      <BatchList batches={batches} mayCreate={mayCreate} />
    </>
  );
}
