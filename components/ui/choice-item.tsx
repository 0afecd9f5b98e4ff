"use client";

import { Check } from "lucide-react";
import type { ReactNode } from "react";
import { ListBoxItem } from "react-aria-components/ListBox";
import { classNames } from "./class-names";
import { CHOICE } from "./float";

/** One thing to choose in a select or combo box. `text` is what is typed against and read out; `id` is what the form keeps. */
export type Choice = {
  id: string;
  text: string;
  /** Second line, quiet. */
  detail?: ReactNode;
  before?: ReactNode;
  /** Right-aligned: an amount, a date. */
  after?: ReactNode;
  isDisabled?: boolean;
};

export function ChoiceItem({ choice }: { choice: Choice }) {
  return (
    <ListBoxItem
      id={choice.id}
      textValue={choice.text}
      isDisabled={choice.isDisabled}
      className={classNames(CHOICE, "group data-selected:font-medium")}
    >
      {choice.before}
      <span className="flex min-w-0 flex-1 flex-col">
        <span className="truncate">{choice.text}</span>
        {choice.detail ? <span className="truncate font-normal text-grey-5 text-small">{choice.detail}</span> : null}
      </span>
      {choice.after ? <span className="shrink-0 text-grey-5 text-small tabular-nums">{choice.after}</span> : null}
      <Check className="invisible text-accent group-data-selected:visible" aria-hidden />
    </ListBoxItem>
  );
}
