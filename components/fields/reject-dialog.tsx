"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { Kbd } from "@/components/ui/kbd";
import { useKeyBindings } from "@/components/ui/key-bindings";
import { Refusal } from "@/components/ui/refusal";
import { REJECTION_REASONS, type RejectionReason } from "@/lib/domain/approval/policy";
import { isRejectionReason, REJECTION_REASON_NAMES } from "@/lib/domain/approval/schema";
import { ReasonPicker } from "./reason-picker";

export type Rejection = { reason: RejectionReason; note: string | undefined };

export type RejectDialogProps = {
  /** What is rejected: "1,250.00 EUR to Anna Schmidt". */
  what: string;
  /** Who reads the note. */
  makerName: string;
  isOpen: boolean;
  isPending: boolean;
  /** Why the last try was refused; it stays until the next one. */
  refusal?: string;
  onReject: (rejection: Rejection) => void;
  onClose: () => void;
};

const REASONS = REJECTION_REASON_NAMES.map((id) => ({ id, text: REJECTION_REASONS[id], needsNote: id === "other" }));

/** A reason, and words for the maker. Number keys choose, Ctrl/Cmd+Enter rejects. */
export function RejectDialog({ isOpen, onClose, ...rest }: RejectDialogProps) {
  // Unmounted when closed, so that the next payout does not open with this one's reason.
  return isOpen ? <OpenDialog {...rest} onClose={onClose} /> : null;
}

function OpenDialog({ what, makerName, isPending, refusal, onReject, onClose }: Omit<RejectDialogProps, "isOpen">) {
  const [reason, setReason] = useState<RejectionReason | null>(null);
  const [note, setNote] = useState("");
  const [wasTried, setWasTried] = useState(false);
  const needsNote = reason === "other" && note.trim() === "";

  const reject = () => {
    setWasTried(true);
    if (reason && !needsNote && !isPending) onReject({ reason, note: note.trim() || undefined });
  };
  useKeyBindings("Reject", [{ keys: "mod+Enter", label: "Reject", onPress: reject }], "dialog");

  return (
    <Dialog
      title={`Reject ${what}`}
      isOpen
      onClose={onClose}
      actions={
        <>
          <Button size="large" onPress={onClose}>
            Keep it waiting
          </Button>
          <Button size="large" tone="danger" isPending={isPending} pendingLabel="Rejecting" onPress={reject}>
            Reject <Kbd tone="reversed">Ctrl Enter</Kbd>
          </Button>
        </>
      }
    >
      <Refusal title="It was not rejected" sentence={refusal} />
      <ReasonPicker
        label="Why?"
        reasons={REASONS}
        reason={reason}
        onReasonChange={(id) => setReason(isRejectionReason(id) ? id : null)}
        note={note}
        onNoteChange={setNote}
        noteHint={`${makerName} reads the reason and the note.`}
        reasonError={wasTried && !reason ? "Choose a reason." : undefined}
        noteError={wasTried && needsNote ? "Say in a few words why." : undefined}
      />
    </Dialog>
  );
}
