"use client";

import { Money } from "@/components/display/money";
import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { endDelegationAction } from "@/lib/actions/delegations";
import type { DelegationLine } from "@/lib/queries/list-delegations";

/** Places that are lent, and those that were. */
export function DelegationList({ delegations }: { delegations: readonly DelegationLine[] }) {
  const { run, isPending, refusal } = useAnswer();
  if (delegations.length === 0) return <p className="text-grey-5">Nobody has lent a place.</p>;
  return (
    <div className="flex flex-col gap-2">
      {refusal ? (
        <p role="alert" className="text-red">
          {refusal}
        </p>
      ) : null}
      <ul aria-label="Lent places" className="flex flex-col divide-y divide-grey-2">
        {delegations.map((one) => (
          <li key={one.id} className="flex flex-wrap items-start justify-between gap-3 py-3 first:pt-0 last:pb-0">
            <span className="flex min-w-0 flex-col gap-0.5">
              <span className="font-medium">
                {one.delegateName} for {one.lenderName}
                {one.role === "other" ? null : (
                  <span className="font-normal text-grey-5"> ({one.role === "lender" ? "your place" : "you take it"})</span>
                )}
              </span>
              <span className="text-grey-5 text-small">
                <Timestamp at={one.fromAt} /> until <Timestamp at={one.untilAt} />,{" "}
                {one.upTo ? (
                  <>
                    up to <Money amount={one.upTo} />
                  </>
                ) : (
                  "of any amount"
                )}
                {one.note ? `. ${one.note}` : ""}
              </span>
            </span>
            {one.isOpen ? (
              <Button
                size="small"
                isPending={isPending}
                pendingLabel="Ending"
                onPress={() => run(() => endDelegationAction({ delegationId: one.id }), "The place is taken back.")}
              >
                End it
              </Button>
            ) : (
              <Badge>{one.endedByName ? `Ended by ${one.endedByName}` : "Over"}</Badge>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
