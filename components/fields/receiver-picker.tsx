"use client";

import { Building2, UserRound } from "lucide-react";
import type { Ref } from "react";
import type { Choice } from "@/components/ui/choice-item";
import { ComboBox } from "@/components/ui/combo-box";

export type ReceiverChoice = {
  /** What the form keeps: a receiver's account, or a receiver. */
  id: string;
  name: string;
  kind?: "person" | "business";
  /** Masked account and rail: "DE•• •••• 3000 · SEPA Instant". */
  detail?: string;
  /** "paid 12 times", "new": what helps to tell two of the same name apart. */
  aside?: string;
};

export type ReceiverPickerProps = {
  label?: string;
  find: (typed: string, signal: AbortSignal) => Promise<readonly ReceiverChoice[]>;
  value: string | null;
  onChange: (id: string | null) => void;
  onBlur?: () => void;
  name?: string;
  /** The name that belongs to `value`, when the form opens with one. */
  chosenName?: string;
  error?: string;
  hint?: string;
  disabled?: boolean;
  ref?: Ref<HTMLInputElement>;
};

export function ReceiverPicker({ label = "Receiver", find, chosenName, ...rest }: ReceiverPickerProps) {
  return (
    <ComboBox
      {...rest}
      label={label}
      chosenText={chosenName}
      placeholder="Name, e-mail or last four digits"
      emptySentence="No receiver matches. Check the spelling, or enter a new one."
      find={async (typed, signal) => (await find(typed, signal)).map(asChoice)}
    />
  );
}

function asChoice(receiver: ReceiverChoice): Choice {
  const Icon = receiver.kind === "business" ? Building2 : UserRound;
  return {
    id: receiver.id,
    text: receiver.name,
    detail: receiver.detail,
    after: receiver.aside,
    before: <Icon className="text-grey-5" aria-hidden />,
  };
}
