import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** The lines that need a person, before they are counted. */
export function AttentionSkeleton() {
  return (
    <div className="divide-y divide-grey-2 rounded-ui border border-grey-2 bg-raised">
      {["first", "second", "third"].map((line) => (
        <div key={line} className="flex items-center gap-4 px-4 py-3.5">
          <span className="size-8 rounded-ui bg-grey-2" />
          <span className="flex flex-1 flex-col gap-2">
            <Skeleton width="long" />
            <Skeleton width="medium" />
          </span>
          <Skeleton width="short" height="title" />
        </div>
      ))}
    </div>
  );
}

export function ActivitySkeleton() {
  return (
    <div className="grid grid-cols-1 gap-5 xl:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
      <Card title="Paid out per day">
        <div className="flex flex-col gap-4">
          <Skeleton width="long" height="figure" />
          <div className="h-64 rounded-ui bg-grey-1" />
        </div>
      </Card>
      <Card title="Providers, last 30 days">
        <div className="flex flex-col gap-4 py-2">
          <Skeleton width="full" />
          <Skeleton width="full" />
        </div>
      </Card>
    </div>
  );
}
