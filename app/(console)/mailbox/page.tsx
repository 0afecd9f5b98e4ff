import { Mail } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { MailList } from "@/components/mail/mail-list";
import { PageHeader } from "@/components/shell/page-header";
import { EmptyFace } from "@/components/ui/empty-face";
import { actorOfSession, requireSession } from "@/lib/auth/actor";
import { env } from "@/lib/env";
import { listMailbox } from "@/lib/queries/list-mailbox";

export const metadata: Metadata = { title: "Demo mailbox" };

/** What would arrive in people's mailboxes, since in the demo nobody has one. Where mail is real there is no such page. */
export default async function MailboxPage() {
  if (!env().demo) notFound();
  const mails = await listMailbox(actorOfSession(await requireSession()));
  return (
    <>
      <PageHeader title="Demo mailbox">Your mail from this desk. Each links to its item; none does anything by itself.</PageHeader>
      {mails.length > 0 ? (
        <MailList mails={mails} />
      ) : (
        <EmptyFace icon={<Mail />} title="No mail yet" size="page">
          Here is what the desk writes to you, such as when a payout waits for you.
        </EmptyFace>
      )}
    </>
  );
}
