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
