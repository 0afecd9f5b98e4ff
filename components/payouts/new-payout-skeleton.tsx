import { Card } from "@/components/ui/card";
import { LoadingNote, Skeleton } from "@/components/ui/skeleton";

/** The shape of the form while the draft is opened. */
export function NewPayoutSkeleton() {
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_22rem]">
      <LoadingNote>Opening the form</LoadingNote>
      <div className="flex max-w-180 flex-col gap-6">
        <div className="grid gap-2 sm:grid-cols-2">
          <Skeleton width="full" height="block" />
          <Skeleton width="full" height="block" />
        </div>
        {["one", "two", "three", "four"].map((field) => (
          <div key={field} className="flex flex-col gap-2">
            <Skeleton width="medium" />
            <Skeleton width="full" height="figure" />
          </div>
        ))}
      </div>
      <Card title="What will happen">
        <div className="flex flex-col gap-6 py-2">
          <Skeleton width="long" height="figure" />
          <Skeleton width="full" />
          <Skeleton width="full" />
        </div>
      </Card>
    </div>
  );
}
