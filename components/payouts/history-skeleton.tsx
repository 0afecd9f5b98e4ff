import { Skeleton } from "@/components/ui/skeleton";
import { type SkeletonColumn, SkeletonRows } from "@/components/ui/table-faces";

const COLUMNS: readonly SkeletonColumn[] = [
  { width: "medium" },
  { width: "medium" },
  { width: "long" },
  { width: "medium" },
  { width: "short" },
  { width: "medium" },
  { width: "medium", isNumeric: true },
  { width: "medium" },
];

const ROWS = 16;

export function HistoryRowsSkeleton() {
  return <SkeletonRows columns={COLUMNS} rows={ROWS} />;
}

/** Bar and rows in the shape in which they come. */
export function HistorySkeleton() {
  return (
    <div className="flex flex-col gap-3">
      <div className="flex min-h-8 items-center gap-2">
        <span className="h-8 w-64 rounded-ui border border-grey-2 max-md:w-full" />
        <Skeleton width="medium" />
      </div>
      <div className="overflow-hidden rounded-ui border border-grey-2 bg-raised">
        <table className="w-full border-separate border-spacing-0">
          <HistoryRowsSkeleton />
        </table>
      </div>
    </div>
  );
}
