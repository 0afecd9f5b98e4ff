"use client";

import type { ReactNode, Ref } from "react";
import { Label, Radio, RadioGroup } from "react-aria-components/RadioGroup";
import { classNames } from "./class-names";
import { FIELD_STACK, type FieldFrameProps, FieldNotes } from "./field-frame";

export type RadioCard = {
  id: string;
  title: string;
  /** One plain sentence: what choosing this means. */
  sentence?: ReactNode;
  aside?: ReactNode;
  icon?: ReactNode;
  isDisabled?: boolean;
};

export type RadioCardsProps = FieldFrameProps & {
  cards: readonly RadioCard[];
  name?: string;
  value?: string | null;
  onChange?: (id: string) => void;
  onBlur?: () => void;
  disabled?: boolean;
  columns?: 1 | 2;
  /** For a group whose heading already stands above it. */
  isLabelHidden?: boolean;
  ref?: Ref<HTMLInputElement>;
};

/** A choice that deserves a sentence per option. For short words use a segmented control. */
export function RadioCards({ label, hint, error, cards, columns = 1, isLabelHidden, value, disabled, ref, ...rest }: RadioCardsProps) {
  return (
    <RadioGroup
      {...rest}
      value={value ?? null}
      isDisabled={disabled}
      isInvalid={error !== undefined}
      validationBehavior="aria"
      className={FIELD_STACK}
    >
      <Label className={isLabelHidden ? "sr-only" : "font-medium text-small"}>{label}</Label>
      <div className={classNames("grid gap-2", columns === 2 && "sm:grid-cols-2")}>
        {cards.map((card, place) => (
          <Radio
            key={card.id}
            value={card.id}
            inputRef={place === 0 ? ref : undefined}
            isDisabled={card.isDisabled}
            className="group flex items-start gap-2.5 rounded-ui border border-grey-3 bg-raised p-3 transition-colors data-hovered:border-grey-4 data-disabled:border-grey-2 data-selected:border-accent data-disabled:bg-grey-1 data-selected:bg-accent-wash data-disabled:text-grey-5 data-focus-visible:outline-2 data-focus-visible:outline-accent data-focus-visible:outline-offset-2"
          >
            <span className="mt-0.5 grid size-4 shrink-0 place-items-center rounded-full border border-grey-4 bg-raised group-data-selected:border-accent">
              <span className="size-2 rounded-full group-data-selected:bg-accent" />
            </span>
            <span className="flex min-w-0 flex-1 flex-col">
              <span className="flex items-center justify-between gap-2">
                <span className="flex items-center gap-1.5 font-medium [&_svg]:size-4">
                  {card.icon}
                  {card.title}
                </span>
                {card.aside ? <span className="shrink-0 text-grey-5 text-small">{card.aside}</span> : null}
              </span>
              {card.sentence ? <span className="text-grey-5 text-small">{card.sentence}</span> : null}
            </span>
          </Radio>
        ))}
      </div>
      <FieldNotes hint={hint} error={error} />
    </RadioGroup>
  );
}
