"use client";

import { useState } from "react";
import { TextField, type TextFieldProps } from "@/components/ui/text-field";

export type ReceiverTagsFieldProps = Pick<TextFieldProps, "error" | "onBlur" | "ref" | "name"> & {
  value: readonly string[];
  onChange: (tags: string[]) => void;
};

/** Words of the merchant's own, one after the other. */
export function ReceiverTagsField({ value, onChange, ...rest }: ReceiverTagsFieldProps) {
  const [typed, setTyped] = useState(value.join(", "));
  const type = (text: string) => {
    setTyped(text);
    onChange(
      text
        .split(",")
        .map((tag) => tag.trim())
        .filter(Boolean),
    );
  };
  return (
    <TextField
      {...rest}
      value={typed}
      onChange={type}
      label="Tags"
      aside="optional"
      hint="Separated by commas, such as: supplier, monthly."
      autoComplete="off"
      maxLength={400}
    />
  );
}
