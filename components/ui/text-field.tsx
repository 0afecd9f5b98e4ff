"use client";

import type { ReactNode, Ref } from "react";
import { Group } from "react-aria-components/Group";
import { TextField as AriaTextField, type TextFieldProps as AriaTextFieldProps, Input } from "react-aria-components/TextField";
import { classNames } from "./class-names";
import { CONTROL_BOX, FIELD_STACK, type FieldFrameProps, FieldLabel, FieldNotes } from "./field-frame";

export type TextFieldProps = FieldFrameProps &
  Pick<
    AriaTextFieldProps,
    | "name"
    | "value"
    | "defaultValue"
    | "onChange"
    | "onBlur"
    | "onFocus"
    | "isRequired"
    | "autoFocus"
    | "type"
    | "inputMode"
    | "autoComplete"
    | "maxLength"
    | "id"
    | "spellCheck"
  > & {
    isDisabled?: boolean;
    /** react-hook-form's word for `isDisabled`. */
    disabled?: boolean;
    placeholder?: string;
    /** For bars, where the words around it name it. */
    isLabelHidden?: boolean;
    autoCapitalize?: "none" | "characters" | "words" | "sentences";
    /** Identifiers are set in mono. */
    isMono?: boolean;
    /** Money and counts are read from the right. */
    isNumeric?: boolean;
    before?: ReactNode;
    after?: ReactNode;
    ref?: Ref<HTMLInputElement>;
    onPaste?: React.ClipboardEventHandler<HTMLInputElement>;
    onKeyDown?: React.KeyboardEventHandler<HTMLInputElement>;
  };

export function TextField({
  label,
  aside,
  hint,
  error,
  placeholder,
  isLabelHidden,
  autoCapitalize,
  isMono,
  isNumeric,
  before,
  after,
  ref,
  isDisabled,
  disabled,
  onPaste,
  onKeyDown,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isDisabled={isDisabled ?? disabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      aria-label={isLabelHidden ? label : undefined}
      className={FIELD_STACK}
    >
      {isLabelHidden ? null : <FieldLabel label={label} aside={aside} />}
      <Group isInvalid={error !== undefined} className={classNames(CONTROL_BOX, "has-disabled:border-grey-2 has-disabled:bg-grey-1")}>
        {before ? <span className="flex shrink-0 items-center pl-2.5 text-grey-5 [&_svg]:size-4">{before}</span> : null}
        <Input
          ref={ref}
          placeholder={placeholder}
          autoCapitalize={autoCapitalize}
          onPaste={onPaste}
          onKeyDown={onKeyDown}
          className={classNames(
            "h-full w-full min-w-0 flex-1 rounded-ui bg-transparent px-2.5 outline-none disabled:text-grey-5",
            isMono && "font-mono",
            isNumeric && "text-right tabular-nums",
          )}
        />
        {after ? <span className="flex shrink-0 items-center pr-2.5 text-grey-5 [&_svg]:size-4">{after}</span> : null}
      </Group>
      <FieldNotes hint={hint} error={error} />
    </AriaTextField>
  );
}
