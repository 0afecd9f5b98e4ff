"use client";

import { ChevronsUpDown } from "lucide-react";
import type { Ref } from "react";
import { Select as AriaSelect, Button, ListBox, Popover, SelectValue } from "react-aria-components/Select";
import { type Choice, ChoiceItem } from "./choice-item";
import { classNames } from "./class-names";
import { CONTROL_BOX, FIELD_STACK, type FieldFrameProps, FieldLabel, FieldNotes } from "./field-frame";
import { FLOAT } from "./float";

export type SelectProps = FieldFrameProps & {
  choices: readonly Choice[];
  name?: string;
  value?: string | null;
  onChange?: (id: string) => void;
  onBlur?: () => void;
  placeholder?: string;
  isDisabled?: boolean;
  disabled?: boolean;
  /** For bars and table cells, where the words around it name it. */
  isLabelHidden?: boolean;
  ref?: Ref<HTMLButtonElement>;
};

export function Select({
  label,
  aside,
  hint,
  error,
  choices,
  value,
  onChange,
  placeholder = "Choose",
  isLabelHidden,
  isDisabled,
  disabled,
  ref,
  ...rest
}: SelectProps) {
  const chosen = choices.find((choice) => choice.id === value);
  return (
    <AriaSelect
      {...rest}
      aria-label={isLabelHidden ? label : undefined}
      placeholder={placeholder}
      value={value ?? null}
      onChange={(id) => (typeof id === "string" ? onChange?.(id) : undefined)}
      isDisabled={isDisabled ?? disabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={classNames(FIELD_STACK, "group")}
    >
      {isLabelHidden ? null : <FieldLabel label={label} aside={aside} />}
      <Button ref={ref} className={classNames(CONTROL_BOX, "justify-between gap-2 px-2.5 text-left group-data-invalid:border-red")}>
        <SelectValue className="flex min-w-0 flex-1 items-center gap-2 truncate data-placeholder:text-grey-5">
          {({ defaultChildren }) => (chosen ? <ChosenText choice={chosen} /> : defaultChildren)}
        </SelectValue>
        <ChevronsUpDown className="size-4 shrink-0 text-grey-5" aria-hidden />
      </Button>
      <FieldNotes hint={hint} error={error} />
      <Popover offset={4} className={classNames(FLOAT, "float-motion min-w-(--trigger-width) max-w-96 overflow-auto p-1")}>
        <ListBox items={choices} className="outline-none">
          {(choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaSelect>
  );
}

function ChosenText({ choice }: { choice: Choice }) {
  return (
    <>
      {choice.before}
      <span className="truncate">{choice.text}</span>
    </>
  );
}
