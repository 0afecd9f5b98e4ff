import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewPayout } from "@/components/payouts/new-payout";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { Callout } from "@/components/ui/callout";
import { EmptyFace } from "@/components/ui/empty-face";
import { requireActor } from "@/lib/auth/actor";
import { formatPayoutNumber } from "@/lib/base/id";
import { REJECTION_REASONS } from "@/lib/domain/approval/policy";
import { isRejectionReason } from "@/lib/domain/approval/schema";
import { listConnectionsForPayout } from "@/lib/queries/list-connections-for-payout";
import { readAccountRule } from "@/lib/queries/read-account-rule";
import { readCalendars } from "@/lib/queries/read-calendars";
import { readPayout } from "@/lib/queries/read-payout";
import { readDraftOf } from "@/lib/queries/read-payout-draft";

export const metadata: Metadata = { title: "Change a payout" };

type Props = { params: Promise<{ payoutId: string }> };

/** The form of a new payout, filled with what stands there: what came back rejected, or waits and is wrong, is put right and asked for anew. */
export default async function MendPayoutPage({ params }: Props) {
  const actor = await requireActor("payout.create");
  const { merchantId, personId } = actor;
  const payout = await readPayout(actor, (await params).payoutId);
  if (!payout) notFound();
  const [draft, connections, rule] = await Promise.all([
    readDraftOf(merchantId, payout.id),
    listConnectionsForPayout(merchantId),
    readAccountRule(merchantId),
  ]);
  const back = { href: `/payouts/${payout.number}`, label: formatPayoutNumber(payout.number) } as const;
  if (!draft) {
    return (
      <>
        <PageHeader title="Change a payout" back={back} />
        <EmptyFace
          size="page"
          icon={<Lock />}
          title="It can no longer be changed"
          action={<ButtonLink href={back.href}>See how it stands</ButtonLink>}
        >
          Only what waits for approval or its day, or came back rejected, can be changed.
        </EmptyFace>
      </>
    );
  }
  const { start, mends } = draft;
  return (
    <>
      <PageHeader title="Change a payout" back={back} />
      <div className="flex flex-col gap-4">
        {payout.rejection ? (
          <Callout tone="warning" title={`${payout.rejection.by} rejected it: ${sayReason(payout.rejection.reason)}`}>
            {payout.rejection.note ?? "No note was left."}
          </Callout>
        ) : payout.approvedBy.length > 0 ? (
          <Callout tone="warning" title="It has been approved by somebody already">
            Whatever you change, approval begins anew: what was said of it before counts no more.
          </Callout>
        ) : null}
        <NewPayout
          place={{ merchantId, personId, origin: `mend.${mends.payoutId}.${mends.round}` }}
          start={start}
          connections={connections}
          rule={rule}
          calendars={readCalendars()}
          mends={mends}
        />
      </div>
    </>
  );
}

function sayReason(reason: string | null): string {
  return reason !== null && isRejectionReason(reason) ? REJECTION_REASONS[reason].toLowerCase() : "without a reason";
}
