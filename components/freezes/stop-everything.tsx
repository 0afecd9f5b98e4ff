"use client";

import { OctagonPause } from "lucide-react";
import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { setFreezeAction } from "@/lib/actions/freezes";

/** The one that stops all money of the merchant. It says what it does before it does it, since people hesitate at a red button. */
export function StopEverything({ isFrozen }: { isFrozen: boolean }) {
  const { run, isPending, refusal } = useAnswer();
  const [isOpen, setIsOpen] = useState(false);
  const [reason, setReason] = useState("");
  const stop = () =>
    run(
      () => setFreezeAction({ scope: "merchant", reason: reason.trim() || undefined }),
      "Everything is stopped",
      () => setIsOpen(false),
    );
  return (
    <>
      <Button tone="danger" isDisabled={isFrozen} onPress={() => setIsOpen(true)}>
        <OctagonPause aria-hidden />
        {isFrozen ? "Everything is stopped" : "Stop everything"}
      </Button>
      <Dialog
        title="Stop everything?"
        role="alertdialog"
        isOpen={isOpen}
        onClose={() => setIsOpen(false)}
        actions={
          <>
            <Button size="large" onPress={() => setIsOpen(false)}>
              Let it run
            </Button>
            <Button size="large" tone="danger" isPending={isPending} pendingLabel="Stopping" onPress={stop}>
              Stop everything now
            </Button>
          </>
        }
      >
        <Refusal title="It was not stopped" sentence={refusal} />
        <ul className="flex list-disc flex-col gap-1 pl-4">
          <li>No payout of this merchant is sent from now on, by nobody and through no connection.</li>
          <li>What is with a provider already is not called back, and is still followed.</li>
          <li>Payouts can still be made and approved. They wait, and go on by themselves when the freeze is lifted.</li>
          <li>Lifting it takes two people.</li>
        </ul>
        <TextArea label="Reason" aside="optional" value={reason} onChange={setReason} maxLength={500} />
      </Dialog>
    </>
  );
}
