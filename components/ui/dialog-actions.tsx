import type { ReactNode } from "react";
import { Button } from "./button";

export type DialogActionsProps = {
  onCancel: () => void;
  /** Where leaving is no refusal: "Later". */
  cancelLabel?: string;
  tone?: "primary" | "danger";
  /** The form in the dialog that the wanted button submits; without one it calls `onPress`. */
  form?: string;
  onPress?: () => void;
  isDisabled?: boolean;
  isPending?: boolean;
  pendingLabel?: string;
  /** What the wanted button says. */
  children: ReactNode;
};

/** The two ways out of a dialog that does one deed. */
export function DialogActions({ onCancel, cancelLabel = "Cancel", tone = "primary", form, children, ...deed }: DialogActionsProps) {
  return (
    <>
      <Button size="large" onPress={onCancel}>
        {cancelLabel}
      </Button>
      <Button size="large" tone={tone} {...(form ? { type: "submit", form } : {})} {...deed}>
        {children}
      </Button>
    </>
  );
}
