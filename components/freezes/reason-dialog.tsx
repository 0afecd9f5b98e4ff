"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { explainFreezeAction } from "@/lib/actions/freezes";

/** Money stands still already; why is asked for now, and may be left for later. */
export function ReasonDialog({ freezeId, what, onClose }: { freezeId: string | null; what: string; onClose: () => void }) {
  return freezeId ? <OpenDialog freezeId={freezeId} what={what} onClose={onClose} /> : null;
}

function OpenDialog({ freezeId, what, onClose }: { freezeId: string; what: string; onClose: () => void }) {
  const { run, isPending, refusal } = useAnswer();
  const [reason, setReason] = useState("");
  const explain = () => run(() => explainFreezeAction({ freezeId, reason }), "The reason is noted", onClose);
  return (
    <Dialog
      title="It stands still. Why?"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions
          onCancel={onClose}
          cancelLabel="Later"
          isDisabled={reason.trim() === ""}
          isPending={isPending}
          pendingLabel="Noting"
          onPress={explain}
        >
          Note the reason
        </DialogActions>
      }
    >
      <Refusal title="The reason was not noted" sentence={refusal} />
      <p>Frozen: {what}. Whoever lifts the freeze reads this first.</p>
      <TextArea label="Reason" value={reason} onChange={setReason} maxLength={500} />
    </Dialog>
  );
}
