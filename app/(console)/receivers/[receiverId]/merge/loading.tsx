import { PageHeader } from "@/components/shell/page-header";
import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

export default function MergeLoading() {
  return (
    <>
      <PageHeader title="Merge a duplicate" />
      <LoadingNote>Loading who may be the same</LoadingNote>
      <div className="max-w-200">
        <Card title="Likely the same">
          <div className="flex flex-col gap-5 py-2">
            {["first", "second", "third"].map((line) => (
              <Skeleton key={line} width="full" />
            ))}
          </div>
        </Card>
      </div>
    </>
  );
}
