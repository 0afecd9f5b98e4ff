"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { Segmented } from "@/components/ui/segmented";
import { replayMissedAction } from "@/lib/actions/endpoints";
import { MISSED_SINCE_HOURS, type ReplayMissed as ReplayMissedInput } from "@/lib/domain/endpoint/schema";

const WORDS = { 24: "1 day", 72: "3 days", 168: "7 days", 720: "30 days" } as const satisfies Record<
  (typeof MISSED_SINCE_HOURS)[number],
  string
>;

/** After trouble: everything that did not arrive, once more. */
export function ReplayMissed({ endpointId }: { endpointId: string }) {
  const [isOpen, setIsOpen] = useState(false);
  const [sinceHours, setSinceHours] = useState<ReplayMissedInput["sinceHours"]>(72);
  const { run, isPending, refusal } = useAnswer();
  const close = () => setIsOpen(false);
  const replay = () =>
    run(
      () => replayMissedAction({ endpointId, sinceHours }),
      ({ queued }) => (queued === 0 ? "Nothing was missing." : `${queued} queued to be sent again`),
      close,
    );
  return (
    <>
      <Button size="small" onPress={() => setIsOpen(true)}>
        Send what did not arrive
      </Button>
      <Dialog
        title="Send what did not arrive"
        isOpen={isOpen}
        onClose={close}
        actions={
          <DialogActions onCancel={close} onPress={replay} isPending={isPending} pendingLabel="Queueing">
            Send it all
          </DialogActions>
        }
      >
        <div className="flex flex-col gap-4">
          <p>What was given up, what was missed while the endpoint was off, and what waits for its next try; each under its old id.</p>
          <div className="flex flex-col gap-1.5">
            <span className="font-medium text-small">Of the last</span>
            <div>
              <Segmented
                label="Of the last"
                segments={MISSED_SINCE_HOURS.map((hours) => ({ id: String(hours), text: WORDS[hours] }))}
                chosen={String(sinceHours)}
                onChoose={(id) => setSinceHours(MISSED_SINCE_HOURS.find((hours) => String(hours) === id) ?? 72)}
              />
            </div>
          </div>
          <Refusal title="Nothing was queued" sentence={refusal} />
        </div>
      </Dialog>
    </>
  );
}
