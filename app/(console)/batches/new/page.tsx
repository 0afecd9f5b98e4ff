import type { Metadata } from "next";
import { NewBatch } from "@/components/batches/new-batch";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";

export const metadata: Metadata = { title: "New batch" };

export default async function NewBatchPage() {
  await requireActor("batch.create");
  return (
    <>
      <PageHeader title="New batch" back={{ href: "/batches", label: "Batches" }} />
      <NewBatch />
    </>
  );
}
