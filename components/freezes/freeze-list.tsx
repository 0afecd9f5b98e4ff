import { Snowflake, Sun } from "lucide-react";
import { Timestamp } from "@/components/display/timestamp";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { EmptyFace } from "@/components/ui/empty-face";
import { sayFrozen } from "@/lib/domain/freeze/schema";
import type { FreezeView } from "@/lib/queries/list-freezes";
import { LiftButtons } from "./lift-buttons";

export type FreezeListProps = { inForce: readonly FreezeView[]; lifted: readonly FreezeView[]; mayLift: boolean; mayFreeze: boolean };

/** What stands still now, with the way out of it; under it what stood still before. */
export function FreezeList({ inForce, lifted, mayLift, mayFreeze }: FreezeListProps) {
  return (
    <div className="flex flex-col gap-5">
      <Card title="Frozen now" padding="flush">
        {inForce.length === 0 ? (
          <EmptyFace icon={<Sun aria-hidden />} title="Nothing is frozen">
            A freeze stops a connection, a receiver, a maker or everything before the next send. Set it where the trouble is: on the
            provider's health, the receiver's page or the payout's page.
          </EmptyFace>
        ) : (
          <ul className="divide-y divide-grey-2">
            {inForce.map((freeze) => (
              <li key={freeze.id} className="flex flex-wrap items-start justify-between gap-3 px-4 py-3">
                <Told freeze={freeze} />
                <LiftButtons freeze={freeze} mayLift={mayLift} mayFreeze={mayFreeze} />
              </li>
            ))}
          </ul>
        )}
      </Card>
      {lifted.length > 0 ? (
        <Card title="Lifted" padding="flush">
          <ul className="divide-y divide-grey-2">
            {lifted.map((freeze) => (
              <li key={freeze.id} className="px-4 py-3">
                <Told freeze={freeze} />
              </li>
            ))}
          </ul>
        </Card>
      ) : null}
    </div>
  );
}

function Told({ freeze }: { freeze: FreezeView }) {
  const { reason, setByName, setAt, liftAsked, lifted } = freeze;
  const what = sayFrozen(freeze);
  return (
    <div className="flex min-w-0 flex-1 basis-80 flex-col gap-0.5">
      <p className="flex flex-wrap items-center gap-2 font-medium">
        <span className="first-letter:uppercase">{what}</span>
        {lifted ? (
          <Badge>Lifted</Badge>
        ) : (
          <Badge tone="red" icon={<Snowflake aria-hidden />}>
            Frozen
          </Badge>
        )}
      </p>
      <p className="text-grey-5 text-small">
        Frozen by {setByName}, <Timestamp at={setAt} />. {reason ?? "No reason has been given yet."}
      </p>
      {liftAsked ? (
        <p className="text-small">
          {liftAsked.byYou ? "You" : liftAsked.byName} asked to lift it, <Timestamp at={liftAsked.at} />
          {lifted ? (
            <>
              ; {lifted.byName} confirmed, <Timestamp at={lifted.at} />.
            </>
          ) : (
            ". Somebody else has to confirm it."
          )}
        </p>
      ) : null}
    </div>
  );
}
