import { HistorySkeleton } from "@/components/payouts/history-skeleton";
import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";

export default function PayoutsLoading() {
  return (
    <>
      <PageHeader title="Payouts" />
      <LoadingNote>Loading payouts</LoadingNote>
      <HistorySkeleton />
    </>
  );
}
