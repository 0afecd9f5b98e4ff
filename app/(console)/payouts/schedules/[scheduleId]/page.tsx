import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ScheduleBadge } from "@/components/display/schedule-badge";
import { ScheduleDeeds } from "@/components/schedules/schedule-deeds";
import { ScheduleDetail } from "@/components/schedules/schedule-detail";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { readSchedule } from "@/lib/queries/read-schedule";

export const metadata: Metadata = { title: "Schedule" };

type Props = { params: Promise<{ scheduleId: string }> };

export default async function SchedulePage({ params }: Props) {
  const actor = await requireActor("payout.view");
  const schedule = await readSchedule(actor, (await params).scheduleId);
  if (!schedule) notFound();
  const { id, state, past, receiver, reference, mayChange } = schedule;
  return (
    <>
      <PageHeader
        title={`${reference}, ${receiver.name}`}
        back={{ href: "/payouts/schedules", label: "Schedules" }}
        beside={<ScheduleBadge state={state} />}
        actions={mayChange ? <ScheduleDeeds id={id} state={state} past={past} /> : undefined}
      />
      <ScheduleDetail schedule={schedule} />
    </>
  );
}
