import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FreezePanel } from "@/components/freezes/freeze-panel";
import { ReceiverAccounts } from "@/components/receivers/receiver-accounts";
import { ReceiverAsk } from "@/components/receivers/receiver-ask";
import { ReceiverClosedNote } from "@/components/receivers/receiver-closed-note";
import { ReceiverDeeds } from "@/components/receivers/receiver-deeds";
import { ReceiverEnrolments } from "@/components/receivers/receiver-enrolments";
import { ReceiverFacts } from "@/components/receivers/receiver-facts";
import { ReceiverNotes } from "@/components/receivers/receiver-notes";
import { ReceiverPayouts } from "@/components/receivers/receiver-payouts";
import { ReceiverTotals } from "@/components/receivers/receiver-totals";
import { PageHeader } from "@/components/shell/page-header";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { readAccountFacts } from "@/lib/queries/read-account-facts";
import { readReceiverFreeze } from "@/lib/queries/read-freeze-targets";
import { readReceiver } from "@/lib/queries/read-receiver";

type Props = PageProps<"/receivers/[receiverId]">;

/** Title and page ask the same; once is enough. */
const readOnce = cache(readReceiver);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const actor = await requireActor("receiver.view");
  const receiver = await readOnce(actor.merchantId, (await params).receiverId);
  return { title: receiver?.name ?? "Receiver" };
}

export default async function ReceiverPage({ params }: Props) {
  const actor = await requireActor("receiver.view");
  const receiver = await readOnce(actor.merchantId, (await params).receiverId);
  if (!receiver) notFound();
  const mayEdit = may(actor, "receiver.create");
  const versionIds = receiver.accounts.flatMap(({ current, earlier }) => [current, ...earlier].map(({ id }) => id));
  const facts = await readAccountFacts(actor, versionIds);
  return (
    <>
      <PageHeader
        title={receiver.name}
        back={{ href: "/receivers", label: "Receivers" }}
        actions={
          mayEdit && receiver.state === "active" ? (
            <>
              <ButtonLink href={`/receivers/${receiver.id}/edit`}>Edit</ButtonLink>
              <ReceiverDeeds receiverId={receiver.id} name={receiver.name} />
            </>
          ) : null
        }
        beside={receiver.state === "closed" ? <Badge>{receiver.mergedInto ? "Merged" : "Closed"}</Badge> : null}
      />
      <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
        <div className="flex min-w-0 flex-col gap-5">
          <ReceiverClosedNote receiver={receiver} mayOpen={mayEdit} />
          {receiver.mergedInto ? null : (
            <>
              <ReceiverAccounts
                receiverId={receiver.id}
                accounts={receiver.accounts}
                facts={facts}
                may={{ reveal: may(actor, "receiver.reveal"), change: mayEdit && receiver.state === "active" }}
              />
              <ReceiverEnrolments enrolments={receiver.enrolments} mayAsk={mayEdit} />
              <ReceiverPayouts receiverId={receiver.id} payouts={receiver.recent} />
            </>
          )}
          <ReceiverNotes receiverId={receiver.id} notes={receiver.notes} mayWrite={may(actor, "receiver.note")} />
        </div>
        <div className="flex min-w-0 flex-col gap-5">
          <ReceiverTotals totals={receiver.totals} />
          {mayEdit && receiver.state === "active" ? <ReceiverAsk receiverId={receiver.id} name={receiver.name} ask={receiver.ask} /> : null}
          <ReceiverFacts receiver={receiver} locale={actor.merchant.locale} />
          {may(actor, "freeze.set") && !receiver.mergedInto ? (
            <FreezePanel targets={await readReceiverFreeze(actor.merchantId, receiver)} />
          ) : null}
        </div>
      </div>
    </>
  );
}
