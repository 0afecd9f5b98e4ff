"use client";

import { Download } from "lucide-react";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { takeFile } from "@/components/fields/take-file";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { DialogActions } from "@/components/ui/dialog-actions";
import { RadioCards } from "@/components/ui/radio-cards";
import { Refusal } from "@/components/ui/refusal";
import { TextField } from "@/components/ui/text-field";
import { confirmDone } from "@/components/ui/toast-queue";

const ADDRESS = "/api/live/receivers/export";

/** Exactly what the list shows, as a file. Whole account numbers ask for a reason, and only of those who may see them. */
export function ExportReceivers({ mayReveal }: { mayReveal: boolean }) {
  const [isOpen, setIsOpen] = useState(false);
  return (
    <>
      <Button onPress={() => setIsOpen(true)}>
        <Download aria-hidden />
        Export
      </Button>
      {isOpen ? <ExportDialog mayReveal={mayReveal} onClose={() => setIsOpen(false)} /> : null}
    </>
  );
}

function ExportDialog({ mayReveal, onClose }: { mayReveal: boolean; onClose: () => void }) {
  const filters = Object.fromEntries([...useSearchParams()].filter(([name]) => name !== "older" && name !== "newer"));
  const [numbers, setNumbers] = useState("masked");
  const [reason, setReason] = useState("");
  const [isPending, setIsPending] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const isFull = numbers === "whole";

  const run = async () => {
    setRefusal(null);
    setIsPending(true);
    const whyNot = await takeFile(() => ask({ isFull, reason, filters }), "receivers.csv");
    setIsPending(false);
    if (whyNot !== null) return setRefusal(whyNot);
    confirmDone("The file is there.");
    onClose();
  };

  return (
    <Dialog
      title="Export receivers"
      isOpen
      onClose={onClose}
      actions={
        <DialogActions onCancel={onClose} form="export-receivers" isPending={isPending} pendingLabel="Writing the file">
          Export
        </DialogActions>
      }
    >
      <form
        id="export-receivers"
        className="flex flex-col gap-4"
        onSubmit={(event) => {
          event.preventDefault();
          void run();
        }}
      >
        <p className="text-grey-5">
          {Object.keys(filters).length > 0 ? "What the list is narrowed to" : "Everyone on the list"}, as CSV. That you exported it goes
          into the audit.
        </p>
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
        {isFull ? (
          <TextField
            label="Reason"
            hint="Such as: the auditors ask for it."
            value={reason}
            onChange={setReason}
            maxLength={200}
            autoComplete="off"
          />
        ) : null}
        <Refusal title="Nothing was exported" sentence={refusal} />
      </form>
    </Dialog>
  );
}

type Wish = { readonly isFull: boolean; readonly reason: string; readonly filters: Record<string, string> };

function ask({ isFull, reason, filters }: Wish): Promise<Response> {
  if (!isFull) return fetch(`${ADDRESS}?${new URLSearchParams(filters)}`);
  return fetch(ADDRESS, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify({ reason, filters }) });
}
