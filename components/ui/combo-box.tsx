"use client";

import { ChevronsUpDown, Search } from "lucide-react";
import { type Ref, useState } from "react";
import { ComboBox as AriaComboBox, Button, Input, ListBox, Popover } from "react-aria-components/ComboBox";
import { Group } from "react-aria-components/Group";
import { type Choice, ChoiceItem } from "./choice-item";
import { classNames } from "./class-names";
import { CONTROL_BOX, FIELD_STACK, type FieldFrameProps, FieldLabel, FieldNotes } from "./field-frame";
import { FLOAT } from "./float";
import { type FindChoices, useAsyncChoices } from "./use-async-choices";

export type ComboBoxProps = FieldFrameProps & {
  /** A short list that is filtered here … */
  choices?: readonly Choice[];
  /** … or a search that somebody else answers. */
  find?: FindChoices;
  name?: string;
  value?: string | null;
  /** Gets the whole choice, so that the form can fill what follows from it. Null when the field is emptied. */
  onChoose?: (choice: Choice | null) => void;
  onChange?: (id: string | null) => void;
  onBlur?: () => void;
  /** What the field says before anything is typed, when `value` was chosen elsewhere. */
  chosenText?: string;
  placeholder?: string;
  emptySentence?: string;
  isDisabled?: boolean;
  disabled?: boolean;
  isMono?: boolean;
  ref?: Ref<HTMLInputElement>;
};

export function ComboBox({
  label,
  aside,
  hint,
  error,
  choices,
  find,
  value,
  onChoose,
  onChange,
  chosenText = "",
  placeholder,
  emptySentence = "Nothing matches.",
  isDisabled,
  disabled,
  isMono,
  ref,
  ...rest
}: ComboBoxProps) {
  const [typed, setTyped] = useState(chosenText);
  const [isOpen, setIsOpen] = useState(false);
  const found = useAsyncChoices(find, typed, isOpen);
  const shown = find ? found.choices : filterChoices(choices ?? [], typed, chosenText);

  return (
    <AriaComboBox
      {...rest}
      items={shown}
      inputValue={typed}
      onInputChange={setTyped}
      value={value ?? null}
      onChange={(id) => {
        const choice = shown.find((one) => one.id === id) ?? null;
        if (choice) setTyped(choice.text);
        onChange?.(choice?.id ?? null);
        onChoose?.(choice);
      }}
      onOpenChange={setIsOpen}
      menuTrigger="focus"
      allowsEmptyCollection
      isDisabled={isDisabled ?? disabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={FIELD_STACK}
    >
      <FieldLabel label={label} aside={aside} />
      <Group isInvalid={error !== undefined} className={classNames(CONTROL_BOX, "has-disabled:border-grey-2 has-disabled:bg-grey-1")}>
        {find ? <Search className="ml-2.5 size-4 shrink-0 text-grey-5" aria-hidden /> : null}
        <Input
          ref={ref}
          placeholder={placeholder}
          className={classNames("h-full w-full min-w-0 flex-1 rounded-ui bg-transparent px-2.5 outline-none", isMono && "font-mono")}
        />
        <Button className="grid h-full w-8 shrink-0 place-items-center text-grey-5">
          <ChevronsUpDown className="size-4" aria-hidden />
        </Button>
      </Group>
      <FieldNotes hint={hint} error={error} />
      <Popover offset={4} className={classNames(FLOAT, "float-motion w-(--trigger-width) min-w-64 overflow-auto p-1")}>
        <ListBox
          className="outline-none"
          renderEmptyState={() => (
            <p className="px-2 py-3 text-grey-5 text-small">{find ? sayStatus(found.status, typed, emptySentence) : emptySentence}</p>
          )}
        >
          {(choice: Choice) => <ChoiceItem choice={choice} />}
        </ListBox>
      </Popover>
    </AriaComboBox>
  );
}

function sayStatus(status: "idle" | "searching" | "found" | "failed", typed: string, emptySentence: string): string {
  if (status === "failed") return "The search did not answer. Type on to try again.";
  if (status === "found") return emptySentence;
  return typed.trim() === "" ? "Type to search." : "Searching";
}

/** Opening a field that already has its choice shows all choices, not only the chosen one. */
function filterChoices(choices: readonly Choice[], typed: string, chosenText: string): readonly Choice[] {
  const wanted = typed.trim().toLocaleLowerCase();
  if (wanted === "" || typed === chosenText) return choices;
  return choices.filter((choice) => choice.text.toLocaleLowerCase().includes(wanted));
}
