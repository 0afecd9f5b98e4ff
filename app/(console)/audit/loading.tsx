import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";
import { SkeletonRows } from "@/components/ui/table-faces";

export default function AuditLoading() {
  return (
    <>
      <PageHeader title="Audit">Who did what, and when. Nothing here can be changed.</PageHeader>
      <LoadingNote>Loading the audit trail</LoadingNote>
      <div className="mt-24 overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <SkeletonRows columns={[{ width: "long" }, { width: "short" }]} rows={12} />
        </table>
      </div>
    </>
  );
}
