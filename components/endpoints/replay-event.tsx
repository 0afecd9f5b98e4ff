"use client";

import { RotateCw } from "lucide-react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { replayEventAction } from "@/lib/actions/endpoints";
import type { EventRef } from "@/lib/domain/endpoint/schema";

/** One press; whoever keeps the ids that it has seen does nothing twice. */
export function ReplayEvent({ endpointId, deliveryId }: EventRef) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <>
      <Refusal title="It was not sent again" sentence={refusal} />
      <Button
        isPending={isPending}
        pendingLabel="Replaying"
        onPress={() => run(() => replayEventAction({ endpointId, deliveryId }), "Queued to be sent again")}
      >
        <RotateCw aria-hidden />
        Replay
      </Button>
    </>
  );
}
