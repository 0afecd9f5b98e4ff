import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { batchOptions } from "@/components/batches/batch-options";
import { BatchScreen } from "@/components/batches/batch-screen";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { ROW_VIEWS } from "@/lib/domain/batch/batch-view";
import { readBatch } from "@/lib/queries/read-batch";

const load = cache(async (batchId: string) => readBatch((await requireActor("batch.view")).merchantId, batchId));

export async function generateMetadata({ params }: PageProps<"/batches/[batchId]">): Promise<Metadata> {
  const batch = await load((await params).batchId);
  return { title: batch?.name ?? "Batch" };
}

export default async function BatchPage({ params, searchParams }: PageProps<"/batches/[batchId]">) {
  const actor = await requireActor("batch.view");
  const { batchId } = await params;
  const batch = await load(batchId);
  if (!batch) notFound();
  const { view, same } = await searchParams;
  const queries = new QueryClient();
  queries.setQueryData(batchOptions(batchId).queryKey, batch);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title={batch.name} back={{ href: "/batches", label: "Batches" }} />
      <BatchScreen
        batchId={batchId}
        view={ROW_VIEWS.find((one) => one === view) ?? "all"}
        mayCreate={may(actor, "batch.create")}
        mayReveal={may(actor, "receiver.reveal")}
        sameFile={typeof same === "string" && /^bat_\w{26}$/.test(same) ? same : null}
      />
    </HydrationBoundary>
  );
}
