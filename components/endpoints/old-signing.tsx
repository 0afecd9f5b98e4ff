"use client";

import { Timestamp } from "@/components/display/timestamp";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { endOldSigningAction } from "@/lib/actions/endpoints";

/** What still signs beside the new secret, and the way to end it now. */
export function OldSigning({ endpointId, until, mayEnd }: { endpointId: string; until: Date; mayEnd: boolean }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <div className="flex w-full flex-wrap items-center justify-between gap-x-6 gap-y-2 rounded-ui bg-amber-wash px-3 py-2 text-small">
      <p className="min-w-56 flex-1">
        The old secret signs as well until <Timestamp at={until} />.
        {refusal ? (
          <span role="alert" className="block text-red">
            {refusal}
          </span>
        ) : null}
      </p>
      {mayEnd ? (
        <Button
          size="small"
          isPending={isPending}
          pendingLabel="Ending it"
          onPress={() => run(() => endOldSigningAction({ endpointId }), "The old secret signs nothing any more.")}
        >
          End it now
        </Button>
      ) : null}
    </div>
  );
}
