"use client";

import { Snowflake } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { setFreezeAction } from "@/lib/actions/freezes";
import { type FreezeScope, sayFrozen } from "@/lib/domain/freeze/schema";
import { ReasonDialog } from "./reason-dialog";

export type FreezeButtonProps = {
  scope: Exclude<FreezeScope, "merchant">;
  targetId: string;
  targetName: string;
  isFrozen: boolean;
  /** Where several stand side by side, each says what it stops. */
  label?: string;
};

/** One press stops it; the reason is asked for afterwards. Thawing is elsewhere, and takes two. */
export function FreezeButton({ scope, targetId, targetName, isFrozen, label = "Freeze" }: FreezeButtonProps) {
  const { run, isPending, refusal } = useAnswer();
  const [asksWhy, setAsksWhy] = useState<string | null>(null);
  const freeze = () =>
    run(
      () => setFreezeAction({ scope, targetId }),
      `Frozen: ${sayFrozen({ scope, targetName })}`,
      ({ freezeId, isReasonMissing }) => setAsksWhy(isReasonMissing ? freezeId : null),
    );
  return (
    <>
      <Button isDisabled={isFrozen} isPending={isPending} pendingLabel="Freezing" onPress={freeze}>
        <Snowflake aria-hidden />
        {isFrozen ? `${label}: frozen` : label}
      </Button>
      <Refusal title="It was not frozen" sentence={refusal} />
      <ReasonDialog freezeId={asksWhy} what={sayFrozen({ scope, targetName })} onClose={() => setAsksWhy(null)} />
    </>
  );
}
