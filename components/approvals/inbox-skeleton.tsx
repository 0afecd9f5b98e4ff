import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** The shape of the inbox, or of its right half. */
export function InboxSkeleton() {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[22rem_minmax(0,1fr)]">
      <LoadingNote>Loading what waits for approval</LoadingNote>
      <div className="divide-y divide-grey-2 rounded-ui border border-grey-2 bg-raised">
        {[1, 2, 3, 4, 5, 6].map((row) => (
          <div key={row} className="flex flex-col gap-3 px-3 py-3.5">
            <span className="flex justify-between gap-4">
              <Skeleton width="long" />
              <Skeleton />
            </span>
            <Skeleton />
          </div>
        ))}
      </div>
      <div className="max-lg:hidden">
        <DetailSkeleton />
      </div>
    </div>
  );
}

export function DetailSkeleton() {
  return (
    <div className="flex flex-col gap-4">
      <div className="perforated flex flex-col gap-5 rounded-r-ui border border-grey-3 bg-raised px-5 py-4">
        <Skeleton width="long" />
        <Skeleton width="long" height="figure" />
        <Skeleton width="full" />
      </div>
      <Skeleton width="full" height="block" />
      <Skeleton width="full" height="block" />
    </div>
  );
}
