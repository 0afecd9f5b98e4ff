import { PageHeader } from "@/components/shell/page-header";
import { LoadingNote } from "@/components/ui/skeleton";
import { SkeletonRows } from "@/components/ui/table-faces";

export default function WebhooksLoading() {
  return (
    <>
      <PageHeader title="Webhooks" />
      <LoadingNote>Loading the webhooks</LoadingNote>
      <div className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <SkeletonRows columns={[{ width: "medium" }, { width: "short" }, { width: "medium" }]} rows={6} />
        </table>
      </div>
    </>
  );
}
