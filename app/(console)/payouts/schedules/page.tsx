import type { Metadata } from "next";
import { ScheduleList } from "@/components/schedules/schedule-list";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { listSchedules } from "@/lib/queries/list-schedules";

export const metadata: Metadata = { title: "Schedules" };

export default async function SchedulesPage() {
  const actor = await requireActor("payout.view");
  const mayCreate = may(actor, "payout.create");
  return (
    <>
      <PageHeader
        title="Schedules"
        back={{ href: "/payouts", label: "Payouts" }}
        actions={
          mayCreate ? (
            <ButtonLink href="/payouts/new?when=repeat" tone="primary">
              New schedule
            </ButtonLink>
          ) : undefined
        }
      >
        <span className="max-md:hidden">What is asked for again and again, and approved each time</span>
      </PageHeader>
      <ScheduleList schedules={await listSchedules(actor.merchantId)} mayCreate={mayCreate} />
    </>
  );
}
