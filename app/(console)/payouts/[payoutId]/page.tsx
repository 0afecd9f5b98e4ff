import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { cache } from "react";
import { FreezePanel } from "@/components/freezes/freeze-panel";
import { HISTORY_PLACE } from "@/components/payouts/history-place";
import { PayoutDetail } from "@/components/payouts/payout-detail";
import { payoutOptions } from "@/components/payouts/payout-options";
import { FindingNotices } from "@/components/reconciliation/finding-notices";
import { PageHeader } from "@/components/shell/page-header";
import { requireActor } from "@/lib/auth/actor";
import { formatPayoutNumber } from "@/lib/base/id";
import { may } from "@/lib/domain/access/actor";
import { listPayoutFindings } from "@/lib/queries/list-findings";
import { readFreezeTargets } from "@/lib/queries/read-freeze-targets";
import { readPayout } from "@/lib/queries/read-payout";

type Props = { params: Promise<{ payoutId: string }> };

/** Read once for the title and the page together. */
const load = cache(async (idOrNumber: string) => readPayout(await requireActor("payout.view"), idOrNumber));

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const payout = await load((await params).payoutId);
  return { title: payout ? formatPayoutNumber(payout.number) : "Payout" };
}

/** By id or by number. Another merchant's payout is not found, as if it did not exist. */
export default async function PayoutPage({ params }: Props) {
  const payout = await load((await params).payoutId);
  if (!payout) notFound();
  const actor = await requireActor("payout.view");
  const findings = await listPayoutFindings(actor.merchantId, payout.id);
  const queries = new QueryClient();
  queries.setQueryData(payoutOptions(payout.id).queryKey, payout);
  return (
    <HydrationBoundary state={dehydrate(queries)}>
      <PageHeader title={`Payout to ${payout.receiver.name}`} back={{ href: "/payouts", label: "Payouts", keptAs: HISTORY_PLACE }} />
      {findings.length > 0 ? (
        <div className="flex flex-col gap-2 pb-4">
          <FindingNotices findings={findings} mayOperate={may(actor, "operations.view")} />
        </div>
      ) : null}
      <PayoutDetail payoutId={payout.id} />
      {may(actor, "freeze.set") ? (
        <div className="pt-4">
          <FreezePanel targets={await readFreezeTargets(actor.merchantId, payout.id)} />
        </div>
      ) : null}
    </HydrationBoundary>
  );
}
