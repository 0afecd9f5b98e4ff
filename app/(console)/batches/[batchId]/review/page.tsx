import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BatchReview } from "@/components/batches/batch-review";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { readBatch } from "@/lib/queries/read-batch";
import { readBatchReview } from "@/lib/queries/read-batch-review";

export const metadata: Metadata = { title: "Review the batch" };

export default async function ReviewPage({ params }: PageProps<"/batches/[batchId]/review">) {
  const actor = await requireActor("batch.create");
  const { batchId } = await params;
  // The batch first: what is reviewed is then at least as new as the revision that is submitted.
  const batch = await readBatch(actor.merchantId, batchId);
  if (!batch) notFound();
  const review = await readBatchReview(actor, batchId);
  const { faulty, doubtful } = batch.counts;
  return (
    <>
      <PageHeader title="Review" back={{ href: `/batches/${batchId}`, label: batch.name }} />
      <BatchReview batchId={batchId} revision={batch.revision} review={review} waiting={faulty + doubtful} />
    </>
  );
}
