import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** The shape of a payout's page while it is read. */
export function PayoutSkeleton() {
  return (
    <div className="@container">
      <LoadingNote>Loading the payout</LoadingNote>
      <div className="grid grid-cols-1 items-start gap-4 @4xl:grid-cols-[minmax(0,1fr)_24rem]">
        <div className="flex min-w-0 flex-col gap-4">
          <div className="perforated flex flex-col gap-5 rounded-r-ui border border-grey-3 bg-raised px-5 py-4">
            <Skeleton width="long" />
            <Skeleton width="long" height="figure" />
            <Skeleton width="full" />
            <Skeleton width="long" />
          </div>
          <Lines title="What happened" lines={6} />
        </div>
        <div className="flex min-w-0 flex-col gap-4">
          <Lines title="Money" lines={3} />
          <Lines title="Facts" lines={9} />
        </div>
      </div>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: number }) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-5 py-1">
        {Array.from({ length: lines }, (_, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the lines of a skeleton never move.
          <span key={place} className="flex items-center justify-between gap-4">
            <Skeleton width="medium" />
            <Skeleton width={place % 2 === 0 ? "long" : "medium"} />
          </span>
        ))}
      </div>
    </Card>
  );
}
