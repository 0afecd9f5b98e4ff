import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { approvalOptions, queueOptions } from "@/components/approvals/approval-options";
import { ApprovalsInbox } from "@/components/approvals/approvals-inbox";
import { ProposalsNote } from "@/components/approvals/proposals-note";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { bareNumber } from "@/lib/base/id";
import { may } from "@/lib/domain/access/actor";
import { countAccountProposals } from "@/lib/queries/list-account-proposals";
import { listApprovals } from "@/lib/queries/list-approvals";
import { readApproval } from "@/lib/queries/read-approval";

export const metadata: Metadata = { title: "Approvals" };

type Props = { searchParams: Promise<Record<string, string | string[] | undefined>> };

/** The list and the payout that is open in it, read before the page is sent. */
export default async function ApprovalsPage({ searchParams }: Props) {
  const actor = await requireActor("approval.view");
  const { payout: asked, file } = await searchParams;
  const waiting = may(actor, "account.confirm") ? await countAccountProposals(actor) : 0;
  const queries = new QueryClient();
  const queue = await listApprovals(actor);
  queries.setQueryData(queueOptions().queryKey, queue);

  const open = typeof asked === "string" ? bareNumber(asked) : typeof file === "string" ? undefined : queue.items[0]?.number;
  const approval = open ? await readApproval(actor, open) : null;
  if (open && approval) queries.setQueryData(approvalOptions(open).queryKey, approval);

  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader
        title="Approvals"
        actions={
          <ButtonLink href="/approvals/delegations" size="small" tone="plain">
            Lent places
          </ButtonLink>
        }
      >
        Nothing leaves before someone other than its maker has looked at it.
      </PageHeader>
      <div className="flex flex-col gap-4">
        <ProposalsNote count={waiting} isAside={typeof asked === "string"} />
        <ApprovalsInbox />
      </div>
    </HydrationBoundary>
  );
}
