"use client";

import { type Control, type FieldPath, type FieldValues, useController } from "react-hook-form";
import { TextField, type TextFieldProps } from "./text-field";

export type FormTextFieldProps<Values extends FieldValues, Parsed> = Omit<
  TextFieldProps,
  "name" | "value" | "defaultValue" | "onChange" | "onBlur" | "disabled" | "ref" | "error"
> & {
  control: Control<Values, unknown, Parsed>;
  name: FieldPath<Values>;
};

/** A text field of a form, with what its form says is wrong with it. */
export function FormTextField<Values extends FieldValues, Parsed>({ control, name, ...rest }: FormTextFieldProps<Values, Parsed>) {
  const { field, fieldState } = useController({ control, name });
  return <TextField {...rest} {...field} value={typeof field.value === "string" ? field.value : ""} error={fieldState.error?.message} />;
}
