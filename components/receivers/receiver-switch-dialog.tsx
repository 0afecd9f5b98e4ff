"use client";

import { useState } from "react";
import { useAnswer } from "@/components/fields/use-answer";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { closeReceiverAction, reopenReceiverAction } from "@/lib/actions/receivers";

const WORDS = {
  closed: {
    title: (name: string) => `Close ${name}?`,
    sentence: "Nothing more is paid to them: no payout can be made, and what is approved is held. What is at the provider already goes on.",
    hint: "Such as: no longer a customer.",
    button: "Close the receiver",
    pending: "Closing",
    done: (name: string) => `${name} is closed.`,
    refused: "The receiver was not closed",
    act: closeReceiverAction,
  },
  active: {
    title: (name: string) => `Open ${name} again?`,
    sentence: "They can be paid again, and payouts that were held for this go on by themselves.",
    hint: "Such as: the account was checked and is theirs.",
    button: "Open again",
    pending: "Opening",
    done: (name: string) => `${name} is open again.`,
    refused: "The receiver was not opened",
    act: reopenReceiverAction,
  },
} as const;

export type ReceiverSwitchDialogProps = { to: keyof typeof WORDS; receiverId: string; name: string; onClose: () => void };

/** Closing and opening ask why: the next one who meets a held payout reads it. */
export function ReceiverSwitchDialog({ to, receiverId, name, onClose }: ReceiverSwitchDialogProps) {
  const [reason, setReason] = useState("");
  const { run, isPending, refusal } = useAnswer();
  const words = WORDS[to];
  const act = () => run(() => words.act({ receiverId, reason }), words.done(name), onClose);
  return (
    <Dialog
      title={words.title(name)}
      role="alertdialog"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions
          onCancel={onClose}
          form="switch-receiver"
          tone={to === "closed" ? "danger" : "primary"}
          isPending={isPending}
          pendingLabel={words.pending}
        >
          {words.button}
        </DialogActions>
      }
    >
      <form
        id="switch-receiver"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          act();
        }}
      >
        <p>{words.sentence}</p>
        <TextField label="Reason" hint={words.hint} value={reason} onChange={setReason} autoFocus maxLength={200} autoComplete="off" />
        <Refusal title={words.refused} sentence={refusal} />
      </form>
    </Dialog>
  );
}
