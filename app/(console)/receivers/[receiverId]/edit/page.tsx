import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ReceiverForm } from "@/components/receivers/receiver-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { countriesIn } from "@/lib/domain/account/countries";
import { languagesIn } from "@/lib/domain/receiver/languages";
import { readReceiverDraft } from "@/lib/queries/read-receiver-draft";

export const metadata: Metadata = { title: "Edit receiver" };

export default async function EditReceiverPage({ params }: PageProps<"/receivers/[receiverId]/edit">) {
  const actor = await requireActor("receiver.create");
  const { receiverId } = await params;
  const draft = await readReceiverDraft(actor.merchantId, receiverId);
  if (!draft) notFound();
  const { locale } = actor.merchant;
  return (
    <>
      <PageHeader title={`Edit ${draft.name}`} back={{ href: `/receivers/${receiverId}`, label: draft.name }} />
      <ReceiverForm countries={countriesIn(locale)} languages={languagesIn(locale)} offers={[]} existing={{ receiverId, draft }} />
    </>
  );
}
