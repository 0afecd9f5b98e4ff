import { HISTORY_PLACE } from "@/components/payouts/history-place";
import { PayoutSkeleton } from "@/components/payouts/payout-skeleton";
import { PageHeader } from "@/components/shell/page-header";

export default function PayoutLoading() {
  return (
    <>
      <PageHeader title="Payout" back={{ href: "/payouts", label: "Payouts", keptAs: HISTORY_PLACE }} />
      <PayoutSkeleton />
    </>
  );
}
