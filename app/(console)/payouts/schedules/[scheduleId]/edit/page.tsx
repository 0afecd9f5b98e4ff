import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { NewPayout } from "@/components/payouts/new-payout";
import { PageHeader } from "@/components/shell/page-header";
import { Callout } from "@/components/ui/callout";
import { requireActor } from "@/lib/auth/actor";
import { listConnectionsForPayout } from "@/lib/queries/list-connections-for-payout";
import { readAccountRule } from "@/lib/queries/read-account-rule";
import { readCalendars } from "@/lib/queries/read-calendars";
import { readScheduleDraft } from "@/lib/queries/read-schedule-draft";

export const metadata: Metadata = { title: "Change a schedule" };

type Props = { params: Promise<{ scheduleId: string }> };

/** The form of a new payout, filled with what the schedule pays and when. */
export default async function EditSchedulePage({ params }: Props) {
  const { merchantId, personId } = await requireActor("payout.create");
  const { scheduleId } = await params;
  const [draft, connections, rule] = await Promise.all([
    readScheduleDraft(merchantId, scheduleId),
    listConnectionsForPayout(merchantId),
    readAccountRule(merchantId),
  ]);
  if (!draft) notFound();
  const { start, edits } = draft;
  return (
    <>
      <PageHeader title="Change a schedule" back={{ href: `/payouts/schedules/${scheduleId}`, label: "Schedule" }} />
      <div className="flex flex-col gap-4">
        <Callout tone="info" title="From its next day on">
          Payouts that it has made stay as they are. You become the maker of those to come, and nobody who had a hand in it decides on them.
        </Callout>
        <NewPayout
          place={{ merchantId, personId, origin: `schedule.${scheduleId}.${edits.version}` }}
          start={start}
          connections={connections}
          rule={rule}
          calendars={readCalendars()}
          edits={edits}
        />
      </div>
    </>
  );
}
