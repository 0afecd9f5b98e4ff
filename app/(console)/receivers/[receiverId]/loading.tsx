import { ReceiverSkeleton } from "@/components/receivers/receiver-skeleton";
import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

export default function ReceiverLoading() {
  return (
    <>
      <PageHeader title="Receiver" back={{ href: "/receivers", label: "Receivers" }} beside={<Skeleton width="long" height="title" />} />
      <LoadingNote>Loading the receiver</LoadingNote>
      <ReceiverSkeleton />
    </>
  );
}
