"use client";

import { useKeyBindings } from "@/components/ui/key-bindings";
import { RadioCards } from "@/components/ui/radio-cards";
import { TextArea } from "@/components/ui/text-area";

export type ReasonChoice = { id: string; text: string; needsNote?: boolean };

export type ReasonPickerProps = {
  label: string;
  reasons: readonly ReasonChoice[];
  reason: string | null;
  onReasonChange: (id: string) => void;
  note: string;
  onNoteChange: (note: string) => void;
  /** Who reads the note: "Ada sees this". */
  noteHint?: string;
  reasonError?: string;
  noteError?: string;
};

/** A reason first, words second. In a dialog the number keys choose, so that rejecting takes two key presses. */
export function ReasonPicker({
  label,
  reasons,
  reason,
  onReasonChange,
  note,
  onNoteChange,
  noteHint,
  reasonError,
  noteError,
}: ReasonPickerProps) {
  useKeyBindings(
    label,
    reasons.slice(0, 9).map((choice, place) => ({ keys: String(place + 1), label: choice.text, onPress: () => onReasonChange(choice.id) })),
    "dialog",
  );
  const needsNote = reasons.find((choice) => choice.id === reason)?.needsNote ?? false;
  return (
    <div className="flex flex-col gap-4">
      <RadioCards
        label={label}
        cards={reasons.map((choice, place) => ({ id: choice.id, title: choice.text, aside: place < 9 ? String(place + 1) : undefined }))}
        value={reason}
        onChange={onReasonChange}
        error={reasonError}
      />
      <TextArea
        label="Note"
        aside={needsNote ? undefined : "optional"}
        hint={noteHint}
        value={note}
        onChange={onNoteChange}
        isRequired={needsNote}
        error={noteError}
        maxLength={500}
      />
    </div>
  );
}
