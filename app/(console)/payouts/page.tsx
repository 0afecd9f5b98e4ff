import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { AskExport } from "@/components/exports/ask-export";
import { historyPageOptions, historyTotalsOptions } from "@/components/payouts/history-options";
import { HistoryScreen } from "@/components/payouts/history-screen";
import { PageHeader } from "@/components/shell/page-header";
import { ButtonLink } from "@/components/ui/button-link";
import { requireActor } from "@/lib/auth/actor";
import { may } from "@/lib/domain/access/actor";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyAddress, historyQuery } from "@/lib/domain/payout/history-view";
import { countPayouts } from "@/lib/queries/count-payouts";
import { listHistoryChoices } from "@/lib/queries/list-history-choices";
import { readHistory } from "@/lib/queries/read-history";
import { readHistoryDesk } from "@/lib/queries/read-history-desk";

export const metadata: Metadata = { title: "Payouts" };

export default async function PayoutsPage({ searchParams }: PageProps<"/payouts">) {
  const actor = await requireActor("payout.view");
  const words = await searchParams;
  const { id: merchantId, timeZone } = actor.merchant;
  const address = historyAddress((name) => [words[name] ?? []].flat());
  const filterQuery = historyQuery({ ...address, older: null, newer: null, first: null, rows: null });
  const { filters } = readPayoutFilters(address);

  // All at once, and with the same options as in the browser: what the first paint shows is what the live route goes on with.
  const client = new QueryClient();
  const [desk, choices] = await Promise.all([
    readHistoryDesk(actor),
    listHistoryChoices(merchantId),
    client.prefetchQuery({
      ...historyPageOptions(historyQuery({ ...address, first: null })),
      queryFn: () => readHistory({ merchantId, timeZone }, address),
    }),
    client.prefetchQuery({ ...historyTotalsOptions(filterQuery), queryFn: () => countPayouts({ merchantId, filters, timeZone }) }),
  ]);
  // An address without a word opens with the view of one's choice; "all=yes" is how to ask for everything then.
  const opening = Object.keys(words).length === 0 ? desk.views.find(({ id }) => id === desk.defaultViewId) : undefined;
  if (opening) redirect(`/payouts?${opening.query}`);

  const mayCreate = may(actor, "payout.create");
  return (
    <>
      <PageHeader
        title="Payouts"
        actions={
          <>
            <ButtonLink href="/payouts/schedules">Schedules</ButtonLink>
            <AskExport />
            {mayCreate ? (
              <ButtonLink href="/payouts/new" tone="primary">
                New payout
              </ButtonLink>
            ) : null}
          </>
        }
      />
      <HydrationBoundary state={dehydrate(client)}>
        <HistoryScreen choices={choices} desk={desk} mayCreate={mayCreate} />
      </HydrationBoundary>
    </>
  );
}
