"use client";

import { TextField } from "@/components/ui/text-field";

export type CodeFieldProps = {
  value: string;
  onChange: (code: string) => void;
  /** The sixth digit is there: nobody has to press a button as well. */
  onWhole: (code: string) => void;
  isPending: boolean;
  hint?: string;
  error?: string;
};

const DIGITS = 6;

/** Six digits of an authenticator app. What apps and password managers paste with a space counts as typed without. */
export function CodeField({ value, onChange, onWhole, isPending, hint, error }: CodeFieldProps) {
  const type = (typed: string) => {
    const digits = typed.replace(/\D/g, "").slice(0, DIGITS);
    onChange(digits);
    if (digits.length === DIGITS && digits !== value && !isPending) onWhole(digits);
  };
  return (
    <TextField
      label="Code"
      value={value}
      onChange={type}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoFocus
      isMono
      hint={hint}
      error={error}
    />
  );
}
