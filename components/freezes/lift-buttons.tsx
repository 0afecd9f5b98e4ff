"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { askLiftAction, confirmLiftAction, setFreezeAction } from "@/lib/actions/freezes";
import { sayFrozen } from "@/lib/domain/freeze/schema";
import type { FreezeView } from "@/lib/queries/list-freezes";
import { ReasonDialog } from "./reason-dialog";

export type LiftButtonsProps = { freeze: FreezeView; mayLift: boolean; mayFreeze: boolean };

/** Asking, confirming by somebody else, and keeping it frozen after all. */
export function LiftButtons({ freeze, mayLift, mayFreeze }: LiftButtonsProps) {
  const { run, isPending, refusal } = useAnswer();
  const [asksWhy, setAsksWhy] = useState(false);
  const { id: freezeId, scope, targetId, liftAsked, reason } = freeze;
  const what = sayFrozen(freeze);
  const keep = () => run(() => setFreezeAction(scope === "merchant" ? { scope } : { scope, targetId }), "It stays frozen");
  return (
    <div className="flex flex-col gap-2">
      <Refusal title="Nothing was changed" sentence={refusal} />
      <div className="flex flex-wrap items-center gap-2">
        {mayLift && !liftAsked ? (
          <Button isPending={isPending} onPress={() => run(() => askLiftAction({ freezeId }), "Asked. Somebody else has to confirm it.")}>
            Ask to lift
          </Button>
        ) : null}
        {mayLift && liftAsked && !liftAsked.byYou ? (
          <Button tone="primary" isPending={isPending} onPress={() => run(() => confirmLiftAction({ freezeId }), `Lifted: ${what}`)}>
            Confirm and lift
          </Button>
        ) : null}
        {mayFreeze && liftAsked ? (
          <Button isPending={isPending} onPress={keep}>
            Keep it frozen
          </Button>
        ) : null}
        {mayFreeze && reason === null ? <Button onPress={() => setAsksWhy(true)}>Say why</Button> : null}
      </div>
      <ReasonDialog freezeId={asksWhy ? freezeId : null} what={what} onClose={() => setAsksWhy(false)} />
    </div>
  );
}
