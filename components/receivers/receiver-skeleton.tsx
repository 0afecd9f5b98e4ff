import { Card } from "@/components/ui/card";
import { Skeleton } from "@/components/ui/skeleton";

/** A receiver's page in the shape in which it comes. */
export function ReceiverSkeleton() {
  return (
    <div className="grid grid-cols-1 items-start gap-5 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-5">
        <Lines title="Accounts" lines={["first", "second"]} />
        <Lines title="Latest payouts" lines={["first", "second", "third", "fourth", "fifth"]} />
      </div>
      <div className="flex min-w-0 flex-col gap-5">
        <Card title="Paid in total">
          <Skeleton width="long" height="figure" />
        </Card>
        <Lines title="Facts" lines={["first", "second", "third", "fourth"]} />
      </div>
    </div>
  );
}

function Lines({ title, lines }: { title: string; lines: readonly string[] }) {
  return (
    <Card title={title}>
      <div className="flex flex-col gap-5 py-2">
        {lines.map((line) => (
          <Skeleton key={line} width="full" />
        ))}
      </div>
    </Card>
  );
}
