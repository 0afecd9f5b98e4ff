import { Card } from "@/components/ui/card";
import type { FreezeTarget } from "@/lib/queries/read-freeze-targets";
import { FreezeButton } from "./freeze-button";

const LABELS: Record<FreezeTarget["scope"], (name: string) => string> = {
  maker: (name) => `Freeze ${name}'s payouts`,
  receiver: (name) => `Freeze payouts to ${name}`,
  connection: (name) => `Freeze ${name}`,
};

/** Where a payout looks wrong, what stands behind it is stopped from here: who made it, who is paid, where it leaves from. */
export function FreezePanel({ targets }: { targets: readonly FreezeTarget[] }) {
  return (
    <Card title="Stop more like this">
      <div className="flex flex-col items-start gap-2">
        <p className="text-grey-5 text-small">One press stops the next send. Lifting takes two people.</p>
        <div className="flex flex-wrap gap-2">
          {targets.map(({ scope, id, name, isFrozen }) => (
            <FreezeButton key={scope} scope={scope} targetId={id} targetName={name} isFrozen={isFrozen} label={LABELS[scope](name)} />
          ))}
        </div>
      </div>
    </Card>
  );
}
