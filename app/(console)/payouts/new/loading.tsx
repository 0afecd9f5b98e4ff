import { NewPayoutSkeleton } from "@/components/payouts/new-payout-skeleton";
import { PageHeader } from "@/components/shell/page-header";

export default function NewPayoutLoading() {
  return (
    <>
      <PageHeader title="New payout" back={{ href: "/payouts", label: "Payouts" }} />
      <NewPayoutSkeleton />
    </>
  );
}
