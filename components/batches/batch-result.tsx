"use client";

import { Download } from "lucide-react";
import { useState } from "react";
import { takeFile } from "@/components/fields/take-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";

export type BatchResultProps = { batchId: string; name: string; mayReveal: boolean };

/** The file again, with what became of each row. Whole account numbers ask for a reason, and only of those who may see them. */
export function BatchResult(props: BatchResultProps) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>
        <Download aria-hidden />
        Result file
      </Button>
      {isOpen ? <ResultDialog {...props} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function ResultDialog({ batchId, name, mayReveal, onClose }: BatchResultProps & { onClose: () => void }) {
  const [format, setFormat] = useState("xlsx");
  const [numbers, setNumbers] = useState("masked");
  const [reason, setReason] = useState("");
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isWhole = numbers === "whole";

  const run = async () => {
    setRefusal(null);
    setIsPending(true);
    const own = `${name.replace(/\.[a-z]{2,5}$/i, "")} result.${format}`;
    const whyNot = await takeFile(() => ask(batchId, { format, reason: isWhole ? reason : null }), own);
    setIsPending(false);
    if (whyNot !== null) return setRefusal(whyNot);
    confirmDone("The file is there.");
    onClose();
  };

  return (
    <Dialog
      title="Result file"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="batch-result" isPending={isPending} pendingLabel="Writing the file">
          Take the file
        </DialogActions>
      }
    >
      <form
        id="batch-result"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className="text-grey-5">
          Every row in its order and with its own columns, and beside it where it stands, its payout and why. That you took it goes into the
          audit.
        </p>
        <RadioCards
          label="Format"
          value={format}
          onChange={setFormat}
          cards={[
            { id: "xlsx", title: "Excel", sentence: "With real numbers and days." },
            { id: "csv", title: "CSV", sentence: "For programs." },
          ]}
        />
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

function ask(batchId: string, { format, reason }: { format: string; reason: string | null }): Promise<Response> {
  const address = `/api/live/batches/${batchId}/result`;
  if (reason === null) return fetch(`${address}?${new URLSearchParams({ format })}`);
  return fetch(address, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ format, reason }) });
}
