"use client";

import type { Ref } from "react";
import { TextArea as AriaTextArea } from "react-aria-components/TextArea";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps } from "react-aria-components/TextField";
import { FIELD_STACK, type FieldFrameProps, FieldLabel, FieldNotes } from "./field-frame";

export type TextAreaProps = FieldFrameProps &
  Pick<AriaTextFieldProps, "name" | "value" | "defaultValue" | "onChange" | "onBlur" | "isRequired" | "autoFocus" | "maxLength" | "id"> & {
    isDisabled?: boolean;
    disabled?: boolean;
    placeholder?: string;
    rows?: number;
    onKeyDown?: React.KeyboardEventHandler<HTMLTextAreaElement>;
    onSelect?: React.ReactEventHandler<HTMLTextAreaElement>;
    /** A list that is offered while one types, and the one in it that Enter would take. */
    offers?: { readonly listId: string; readonly activeId: string };
    ref?: Ref<HTMLTextAreaElement>;
  };

export function TextArea({
  label,
  aside,
  hint,
  error,
  placeholder,
  rows = 3,
  ref,
  isDisabled,
  disabled,
  onKeyDown,
  onSelect,
  offers,
  ...rest
}: TextAreaProps) {
  return (
    <AriaTextField
      {...rest}
      isDisabled={isDisabled ?? disabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={FIELD_STACK}
    >
      <FieldLabel label={label} aside={aside} />
      <AriaTextArea
        ref={ref}
        rows={rows}
        placeholder={placeholder}
        onKeyDown={onKeyDown}
        onSelect={onSelect}
        aria-autocomplete={offers ? "list" : undefined}
        aria-controls={offers?.listId}
        aria-activedescendant={offers?.activeId}
        className="w-full min-w-0 resize-y rounded-ui border border-grey-4 bg-raised px-2.5 py-1.5 text-base transition-colors hover:border-grey-5 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent data-disabled:border-grey-2 data-disabled:bg-grey-1 data-disabled:text-grey-5 data-invalid:border-red pointer-coarse:text-touch"
      />
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
