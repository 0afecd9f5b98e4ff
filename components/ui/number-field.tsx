"use client";

import { TextField, type TextFieldProps } from "./text-field";

/**
 * The base of everything numeric that is typed: a plain text box with the number keypad, read from the right.
 * It keeps what was typed as text; turning text into a number, and asking when it can be read two ways, is the caller's part.
 */
export function NumberField(props: Omit<TextFieldProps, "isNumeric" | "type"> & { inputMode?: "decimal" | "numeric" }) {
  return <TextField inputMode="decimal" autoComplete="off" {...props} isNumeric />;
}
