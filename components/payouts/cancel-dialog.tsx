"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Refusal } from "@/components/ui/refusal";
import { TextArea } from "@/components/ui/text-area";
import { cancelPayoutAction } from "@/lib/actions/payouts";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { useDeed } from "./use-deed";

export type CancelDialogProps = { payout: PayoutView; what: string; isOpen: boolean; onClose: () => void };

/** Asks once more, since a cancelled payout has to be made anew. */
export function CancelDialog({ isOpen, ...rest }: CancelDialogProps) {
  return isOpen ? <OpenDialog {...rest} /> : null;
}

const WORDS = {
  waiting: {
    ask: "Take back",
    button: "Take it back",
    pending: "Taking it back",
    done: "Taken back",
    refused: "It was not taken back",
    sentence: "It ends here, and no money moves. Whoever wants it after all makes a new one.",
  },
  approved: {
    ask: "Cancel",
    button: "Cancel the payout",
    pending: "Cancelling",
    done: "Cancelled",
    refused: "It was not cancelled",
    sentence:
      "It ends here, and no money moves. If it is on its way to the provider at this very moment, it cannot be stopped, and you are told.",
  },
} as const;

function OpenDialog({ payout, what, onClose }: Omit<CancelDialogProps, "isOpen">) {
  const [note, setNote] = useState("");
  const { run, isPending, refused } = useDeed(payout.id);
  const said = WORDS[payout.state === "awaitingApproval" || payout.state === "draft" ? "waiting" : "approved"];
  const cancel = () =>
    run(() => cancelPayoutAction({ payoutId: payout.id, note: note.trim() || undefined }), {
      done: `${said.done}: ${what}`,
      refused: said.refused,
      onDone: onClose,
    });

  return (
    <Dialog
      title={`${said.ask} ${what}?`}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Keep it
          </Button>
          <Button size="large" tone="danger" isPending={isPending} pendingLabel={said.pending} onPress={cancel}>
            {said.button}
          </Button>
        </>
      }
    >
      <Refusal {...refused} />
      <p>{said.sentence}</p>
      <TextArea label="Note" aside="optional" hint="Stands in the payout's story." value={note} onChange={setNote} maxLength={500} />
    </Dialog>
  );
}
