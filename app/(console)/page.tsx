import type { Metadata } from "next";
import { Suspense } from "react";
import { ProposalsNote } from "@/components/approvals/proposals-note";
import { ChangesNote } from "@/components/changes/changes-note";
import { OverviewAttention } from "@/components/overview/overview-attention";
import { OverviewMentions } from "@/components/overview/overview-mentions";
import { OverviewPaidOut } from "@/components/overview/overview-paid-out";
import { OverviewProviders } from "@/components/overview/overview-providers";
import { ActivitySkeleton, AttentionSkeleton } from "@/components/overview/overview-skeleton";
import { OverviewTrouble } from "@/components/overview/overview-trouble";
import { LeftDaysNote } from "@/components/schedules/left-days-note";
import { LivePage } from "@/components/shell/live-page";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { type PersonActor, requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { countChangesFor } from "@/lib/queries/list-access-changes";
import { countAccountProposals } from "@/lib/queries/list-account-proposals";
import { listMentions } from "@/lib/queries/list-mentions";
import { countLeftDays } from "@/lib/queries/list-schedules";
import { readOverview } from "@/lib/queries/read-overview";
import { readTrouble } from "@/lib/queries/read-trouble";
import { recentStatistics } from "@/lib/queries/recent-statistics";

export const metadata: Metadata = { title: "Overview" };

export default async function OverviewPage() {
  const actor = await requireActor("overview.view");
  return (
    <>
      <PageHeader
        title="Overview"
        actions={
          may(actor, "payout.create") ? (
            <ButtonLink href="/payouts/new" tone="primary">
              New payout
            </ButtonLink>
          ) : null
        }
      >
        What needs a person today
      </PageHeader>
      <LivePage about="payouts" />
      <div className="flex flex-col gap-5">
        <Suspense fallback={null}>
          <Trouble actor={actor} />
        </Suspense>
        <Suspense fallback={<AttentionSkeleton />}>
          <Attention actor={actor} />
        </Suspense>
        <Suspense fallback={null}>
          <Mentions actor={actor} />
        </Suspense>
        <Suspense fallback={null}>
          <LeftDays actor={actor} />
        </Suspense>
        <Suspense fallback={null}>
          <Proposals actor={actor} />
        </Suspense>
        <Suspense fallback={null}>
          <Changes actor={actor} />
        </Suspense>
        <Suspense fallback={<ActivitySkeleton />}>
          <Activity actor={actor} />
        </Suspense>
      </div>
    </>
  );
}

async function LeftDays({ actor }: { actor: PersonActor }) {
  return <LeftDaysNote count={may(actor, "payout.view") ? await countLeftDays(actor.merchantId) : 0} />;
}

async function Mentions({ actor }: { actor: PersonActor }) {
  return <OverviewMentions mentions={may(actor, "payout.view") ? await listMentions(actor) : []} />;
}

async function Proposals({ actor }: { actor: PersonActor }) {
  return <ProposalsNote count={may(actor, "account.confirm") ? await countAccountProposals(actor) : 0} />;
}

async function Changes({ actor }: { actor: PersonActor }) {
  return <ChangesNote {...(await countChangesFor(actor))} />;
}

async function Trouble({ actor }: { actor: PersonActor }) {
  return <OverviewTrouble trouble={await readTrouble(actor.merchantId)} mayOperate={may(actor, "operations.view")} />;
}

async function Attention({ actor }: { actor: PersonActor }) {
  const { timeZone } = actor.merchant;
  return <OverviewAttention lines={await readOverview(actor, { timeZone, now: new Date() })} />;
}

/** Reads a month of payouts, so it comes after what presses, and is up to a minute old. */
async function Activity({ actor }: { actor: PersonActor }) {
  const { timeZone } = actor.merchant;
  const statistics = await recentStatistics(actor.merchantId, { timeZone, now: new Date() });
  return (
    <div className="grid grid-cols-1 items-start gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <OverviewPaidOut statistics={statistics} />
      <OverviewProviders providers={statistics.providers} />
    </div>
  );
}
