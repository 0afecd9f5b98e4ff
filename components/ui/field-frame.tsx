"use client";

import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { Label } from "react-aria-components/Label";
import { Text } from "react-aria-components/Text";

/** What every field shares. Spread a react-hook-form `field` into the control and give `error` the message of its `fieldState`. */
export type FieldFrameProps = {
  label: string;
  /** Beside the label: "optional", a unit, a small link. */
  aside?: ReactNode;
  /** Under the control, in quiet text, until there is an error. */
  hint?: ReactNode;
  error?: string;
};

export function FieldLabel({ label, aside }: Pick<FieldFrameProps, "label" | "aside">) {
  return (
    <span className="flex items-baseline justify-between gap-2">
      <Label className="font-medium text-small">{label}</Label>
      {aside ? <span className="text-grey-5 text-small">{aside}</span> : null}
    </span>
  );
}

/** Both slots are always announced with the control; an error replaces the hint in the same place, so nothing jumps twice. */
export function FieldNotes({ hint, error }: Pick<FieldFrameProps, "hint" | "error">) {
  if (error) {
    return (
      <Text slot="errorMessage" className="flex items-start gap-1.5 text-red text-small">
        <CircleAlert className="mt-0.5 size-4 shrink-0" aria-hidden />
        <span>{error}</span>
      </Text>
    );
  }
  if (!hint) return null;
  return (
    <Text slot="description" className="text-grey-5 text-small">
      {hint}
    </Text>
  );
}

export const FIELD_STACK = "flex min-w-0 flex-col gap-1.5";

/** The box around what is typed or chosen. `group-data-invalid` is set by react-aria on the field. */
export const CONTROL_BOX =
  "flex h-8 w-full min-w-0 items-center rounded-ui border border-grey-4 bg-raised text-base transition-colors hover:border-grey-5 pointer-coarse:h-11 pointer-coarse:text-touch data-disabled:border-grey-2 data-disabled:bg-grey-1 data-disabled:text-grey-5 data-invalid:border-red has-data-invalid:border-red focus-within:border-accent focus-within:outline-2 focus-within:-outline-offset-1 focus-within:outline-accent data-focused:border-accent";
