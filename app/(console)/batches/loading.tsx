import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";
import { SkeletonRows } from "@/components/ui/table-faces";

export default function BatchesLoading() {
  return (
    <>
      <PageHeader title="Batches" />
      <LoadingNote>Loading batches</LoadingNote>
      <div className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <SkeletonRows columns={[{ width: "long" }, { width: "short" }, { width: "medium" }, { width: "medium" }]} rows={8} />
        </table>
      </div>
    </>
  );
}
