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
  const queries = new QueryClient();
  const listed = listApprovals(actor);
  const open = typeof asked === "string" ? bareNumber(asked) : typeof file === "string" ? undefined : (await listed).items[0]?.number;
  const [queue, waiting, approval] = await Promise.all([
    listed,
    may(actor, "account.confirm") ? countAccountProposals(actor) : 0,
    open ? readApproval(actor, open) : null,
  ]);
  queries.setQueryData(queueOptions().queryKey, queue);
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
