"use client";

import { RotateCw } from "lucide-react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { replayDeliveryAction } from "@/lib/actions/webhooks";

/** One press; what was done already is not done twice. */
export function ReplayButton({ deliveryId }: { deliveryId: string }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <>
      <Refusal title="It was not replayed" sentence={refusal} />
      <Button
        isPending={isPending}
        pendingLabel="Replaying"
        onPress={() => run(() => replayDeliveryAction({ deliveryId }), "Queued to be applied again")}
      >
        <RotateCw aria-hidden />
        Replay
      </Button>
    </>
  );
}
