import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AccountForm } from "@/components/receivers/account-form";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { listAccountOffers } from "@/lib/queries/list-account-offers";
import { readAccountDraft } from "@/lib/queries/read-account-draft";

export const metadata: Metadata = { title: "Account" };

export default async function NewAccountPage({ params, searchParams }: PageProps<"/receivers/[receiverId]/accounts/new">) {
  const actor = await requireActor("receiver.create");
  const [{ receiverId }, { changes }] = await Promise.all([params, searchParams]);
  const accountId = typeof changes === "string" ? changes : null;
  const [draft, offers] = await Promise.all([
    readAccountDraft(actor.merchantId, { receiverId, accountId }),
    listAccountOffers(actor.merchantId),
  ]);
  if (!draft) notFound();
  const { receiver, changed, isProposal } = draft;
  return (
    <>
      <PageHeader
        title={changed ? `Change an account of ${receiver.name}` : `Another account of ${receiver.name}`}
        back={{ href: `/receivers/${receiverId}`, label: receiver.name }}
      />
      <AccountForm receiver={receiver} offers={offers} changes={changed ?? undefined} isProposal={isProposal} />
    </>
  );
}
