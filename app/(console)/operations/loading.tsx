import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";
import { SkeletonRows } from "@/components/ui/table-faces";

export default function OperationsLoading() {
  return (
    <>
      <PageHeader title="Operations" />
      <LoadingNote>Loading operations</LoadingNote>
      <div className="mt-13 overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <SkeletonRows columns={[{ width: "medium" }, { width: "medium" }, { width: "short" }, { width: "long" }]} rows={12} />
        </table>
      </div>
    </>
  );
}
