"use client";

import { useState } from "react";
import { ReasonPicker } from "@/components/fields/reason-picker";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Sheet } from "@/components/ui/sheet";
import { Specimen } from "./specimen";

const REASONS = [
  { id: "amount", text: "The amount is wrong" },
  { id: "receiver", text: "Not the right receiver" },
  { id: "duplicate", text: "It was paid already" },
  { id: "other", text: "Something else", needsNote: true },
];

export function OverlaySpecimens() {
  const [open, setOpen] = useState<"dialog" | "alert" | "sheet" | null>(null);
  const [reason, setReason] = useState<string | null>("receiver");
  const [note, setNote] = useState("");
  const close = () => setOpen(null);
  return (
    <Specimen name="Dialog, sheet">
      <Button onPress={() => setOpen("dialog")}>Reject</Button>
      <Button onPress={() => setOpen("alert")}>Cancel payout</Button>
      <Button onPress={() => setOpen("sheet")}>Open as a sheet</Button>
      <Dialog
        title="Reject this payout"
        isOpen={open === "dialog"}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>Back</Button>
            <Button tone="danger" onPress={close}>
              Reject
            </Button>
          </>
        }
      >
        <ReasonPicker
          label="Why?"
          reasons={REASONS}
          reason={reason}
          onReasonChange={setReason}
          note={note}
          onNoteChange={setNote}
          noteHint="Ada sees this, and may make a corrected one."
        />
      </Dialog>
      <Dialog
        title="Cancel this payout?"
        role="alertdialog"
        width="narrow"
        isOpen={open === "alert"}
        onClose={close}
        actions={
          <>
            <Button onPress={close}>Keep it</Button>
            <Button tone="danger" onPress={close}>
              Cancel payout
            </Button>
          </>
        }
      >
        <p>It has not left for the provider, so no money moves. This cannot be taken back.</p>
      </Dialog>
      <Sheet title="Payout CF-7K3M-9Q2X-4B8T" isOpen={open === "sheet"} onClose={close}>
        <p>The list stays readable to the left.</p>
      </Sheet>
    </Specimen>
  );
}
