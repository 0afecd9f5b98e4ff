"use client";

import { type ReactNode, useId, useState } from "react";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";
import { takeFile } from "./take-file";

export type TakeFileDialogProps = {
  title: string;
  /** What is in the file, and what else can be chosen about it. */
  children: ReactNode;
  /** What the button says. */
  label: string;
  fileName: string;
  /** Only whoever may reveal account numbers is offered them whole. */
  mayReveal: boolean;
  /** With a reason: whole account numbers. */
  ask: (reason: string | null) => Promise<Response>;
  onClose: () => void;
};

/** Takes a file home, with account numbers masked unless somebody who may says why not. */
export function TakeFileDialog({ title, children, label, fileName, mayReveal, ask, onClose }: TakeFileDialogProps) {
  const formId = useId();
  const [numbers, setNumbers] = useState("masked");
  const [reason, setReason] = useState("");
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isWhole = numbers === "whole";

  const run = async () => {
    setRefusal(null);
    setIsPending(true);
    const whyNot = await takeFile(() => ask(isWhole ? reason : null), fileName);
    setIsPending(false);
    if (whyNot !== null) return setRefusal(whyNot);
    confirmDone("The file is there.");
    onClose();
  };

  return (
    <Dialog
      title={title}
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form={formId} isPending={isPending} pendingLabel="Writing the file">
          {label}
        </DialogActions>
      }
    >
      <form
        id={formId}
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        {children}
        {mayReveal ? (
          <RadioCards
            label="Account numbers"
            value={numbers}
            onChange={setNumbers}
            cards={[
              { id: "masked", title: "Masked", sentence: "The last four characters, to recognise them by." },
              { id: "whole", title: "Whole", sentence: "In a file that anyone can open who gets it." },
            ]}
          />
        ) : null}
        {isWhole ? (
          <TextField
            label="Reason"
            hint="Such as: the auditors ask for it."
            value={reason}
            onChange={setReason}
            maxLength={200}
            autoComplete="off"
          />
        ) : null}
        <Refusal title="No file was written" sentence={refusal} />
      </form>
    </Dialog>
  );
}
