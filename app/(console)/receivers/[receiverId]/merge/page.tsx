import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MergeConfirm } from "@/components/receivers/merge-confirm";
import { MergeSearch } from "@/components/receivers/merge-search";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listLikelyDuplicates } from "@/lib/queries/list-likely-duplicates";
import { listReceivers } from "@/lib/queries/list-receivers";
import { readMergePreview } from "@/lib/queries/read-merge-preview";
import { readReceiver } from "@/lib/queries/read-receiver";

export const metadata: Metadata = { title: "Merge receivers" };

export default async function MergePage({ params, searchParams }: PageProps<"/receivers/[receiverId]/merge">) {
  const { merchantId } = await requireActor("receiver.create");
  const { receiverId } = await params;
  const words = await searchParams;
  const [q, duplicateId] = [words.q, words.duplicate].map((value) => [value ?? ""].flat()[0]?.slice(0, 200) ?? "");
  const receiver = await readReceiver(merchantId, receiverId);
  if (!receiver) notFound();
  const header = (
    <PageHeader title={`Merge a duplicate into ${receiver.name}`} back={{ href: `/receivers/${receiverId}`, label: receiver.name }} />
  );
  if (duplicateId) {
    const preview = await readMergePreview({ merchantId, survivorId: receiverId, duplicateId });
    if (!preview) notFound();
    return (
      <>
        {header}
        <MergeConfirm preview={preview} />
      </>
    );
  }
  const [likely, found] = await Promise.all([
    listLikelyDuplicates(merchantId, receiverId),
    q ? listReceivers(merchantId, { text: q, limit: 20 }) : null,
  ]);
  return (
    <>
      {header}
      <MergeSearch
        survivorId={receiverId}
        likely={likely}
        found={found?.rows.filter(({ id, state }) => id !== receiverId && state === "active") ?? null}
      />
    </>
  );
}
