"use client";

import { RefreshCw } from "lucide-react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Refusal } from "@/components/ui/refusal";
import { askReconciliationAction } from "@/lib/actions/reconciliation";

/** Does not wait for tomorrow; the page shows by itself when it is done. */
export function ReconcileButton({ connectionId, name, isRunning }: { connectionId: string; name: string; isRunning: boolean }) {
  const { run, isPending, refusal } = useAnswer();
  return (
    <div className="flex flex-col gap-2">
      <Button
        aria-label={`Reconcile ${name} now`}
        isDisabled={isRunning}
        isPending={isPending}
        pendingLabel="Asking"
        onPress={() => run(() => askReconciliationAction({ connectionId }), `${name} is being reconciled`)}
      >
        <RefreshCw aria-hidden />
        {isRunning ? "Reconciling" : "Reconcile now"}
      </Button>
      <Refusal title="It was not begun" sentence={refusal} />
    </div>
  );
}
