import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";
import { SkeletonRows } from "@/components/ui/table-faces";

export default function ReceiversLoading() {
  return (
    <>
      <PageHeader title="Receivers" />
      <LoadingNote>Loading receivers</LoadingNote>
      <div className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <SkeletonRows columns={[{ width: "long" }, { width: "medium" }, { width: "long" }, { width: "short" }]} rows={12} />
        </table>
      </div>
    </>
  );
}
