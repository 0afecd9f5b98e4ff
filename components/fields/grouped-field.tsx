"use client";

import { Check } from "lucide-react";
import { type Ref, useLayoutEffect, useState } from "react";
import { TextField, type TextFieldProps } from "@/components/ui/text-field";
import { useSharedRef } from "@/components/ui/use-shared-ref";
import type { Result } from "@/lib/base/result";
import { type Grouping, placeAfter } from "./grouping";

export type GroupedFieldProps = Pick<
  TextFieldProps,
  "label" | "aside" | "hint" | "error" | "name" | "onBlur" | "disabled" | "autoFocus" | "placeholder" | "inputMode"
> & {
  /** Bare: the groups are only on screen. */
  value?: string;
  onChange: (bare: string) => void;
  ref?: Ref<HTMLInputElement>;
};

type Rules = {
  grouping: Grouping;
  /** The domain's word on what was typed. */
  check: (bare: string) => Result<string, string>;
  /** From how many characters on the check speaks up while typing; before that only when the field is left. */
  completeAt: number;
  /** Said beside the tick: the country of an IBAN. */
  confirm?: (bare: string) => string;
};

/** Groups while typing, keeps the caret where it was, and checks as soon as enough has been typed to be wrong. */
export function GroupedField({
  value = "",
  onChange,
  onBlur,
  error,
  ref,
  grouping,
  check,
  completeAt,
  confirm,
  ...rest
}: GroupedFieldProps & Rules) {
  const [input, attach] = useSharedRef(ref);
  const [caret, setCaret] = useState<{ kept: number } | null>(null);
  const [wasLeft, setWasLeft] = useState(false);

  const shown = grouping.group(value);
  useLayoutEffect(() => {
    if (!caret || !input.current || document.activeElement !== input.current) return;
    const place = placeAfter(input.current.value, caret.kept, grouping);
    input.current.setSelectionRange(place, place);
  }, [caret, grouping, input]);

  const verdict = check(value);
  const speaks = value !== "" && (wasLeft || value.length >= completeAt);
  return (
    <TextField
      {...rest}
      ref={attach}
      value={shown}
      onChange={(typed) => {
        const beforeCaret = typed.slice(0, input.current?.selectionStart ?? typed.length);
        // A new object each time: a key press that changes nothing must still put the caret back.
        setCaret({ kept: grouping.clean(beforeCaret).length });
        onChange(grouping.clean(typed));
      }}
      onBlur={(event) => {
        setWasLeft(true);
        onBlur?.(event);
      }}
      isMono
      autoComplete="off"
      spellCheck="false"
      autoCapitalize="characters"
      error={error ?? (speaks && !verdict.ok ? verdict.error : undefined)}
      after={
        verdict.ok && value !== "" ? (
          <span className="flex items-center gap-1 text-small">
            {confirm?.(value)}
            <Check className="text-accent" role="img" aria-label="Valid" />
          </span>
        ) : undefined
      }
    />
  );
}
