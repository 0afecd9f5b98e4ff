"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Callout } from "@/components/ui/callout";
import { Dialog } from "@/components/ui/dialog";
import { TextArea } from "@/components/ui/text-area";
import { cancelPayoutAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

export type CancelDialogProps = { payout: PayoutView; what: string; isOpen: boolean; onClose: () => void };

/** Asks once more, since a cancelled payout has to be made anew. */
export function CancelDialog({ isOpen, ...rest }: CancelDialogProps) {
  return isOpen ? <OpenDialog {...rest} /> : null;
}

function OpenDialog({ payout, what, onClose }: Omit<CancelDialogProps, "isOpen">) {
  const [note, setNote] = useState("");
  const { run, isPending, refused } = useDeed(payout.id);
  const cancel = () =>
    run(() => cancelPayoutAction({ payoutId: payout.id, note: note.trim() || undefined }), {
      done: `Cancelled: ${what}`,
      refused: "It was not cancelled",
      onDone: onClose,
    });

  return (
    <Dialog
      title={`Cancel ${what}?`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Keep it
          </Button>
          <Button size="large" tone="danger" isPending={isPending} pendingLabel="Cancelling" onPress={cancel}>
            Cancel the payout
          </Button>
        </>
      }
    >
      {refused ? (
        <Callout tone="warning" title={refused.title} isLive>
          {refused.sentence}
        </Callout>
      ) : null}
      <p>
        It ends here, and no money moves. If it is on its way to the provider at this very moment, it cannot be stopped, and you are told.
      </p>
      <TextArea label="Note" aside="optional" hint="Stands in the payout's story." value={note} onChange={setNote} maxLength={500} />
    </Dialog>
  );
}
