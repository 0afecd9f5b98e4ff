"use client";

import { Check, Minus } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Checkbox as AriaCheckbox } from "react-aria-components/Checkbox";
import { classNames } from "./class-names";

export type CheckboxProps = {
  /** Leave out only in tables, with `aria-label`. */
  children?: ReactNode;
  "aria-label"?: string;
  name?: string;
  value?: boolean;
  onChange?: (isSelected: boolean) => void;
  onBlur?: () => void;
  isIndeterminate?: boolean;
  isDisabled?: boolean;
  disabled?: boolean;
  isInvalid?: boolean;
  hint?: ReactNode;
  ref?: Ref<HTMLInputElement>;
};

const BOX =
  "grid size-4 shrink-0 place-items-center rounded-inner border border-grey-4 bg-raised text-on-solid transition-colors group-hover:border-grey-5 group-data-disabled:border-grey-3 group-data-invalid:border-red group-data-disabled:bg-grey-1 group-data-indeterminate:border-transparent group-data-selected:border-transparent group-data-indeterminate:bg-accent-solid group-data-selected:bg-accent-solid group-data-focus-visible:outline-2 group-data-focus-visible:outline-accent group-data-focus-visible:outline-offset-2";

/** `value` is whether it is ticked, as react-hook-form hands it. */
export function Checkbox({ children, value, hint, isDisabled, disabled, ref, ...rest }: CheckboxProps) {
  return (
    <AriaCheckbox
      {...rest}
      inputRef={ref}
      isSelected={value ?? false}
      isDisabled={isDisabled ?? disabled}
      className="group relative flex items-start gap-2 text-base data-disabled:text-grey-5 pointer-coarse:py-3"
    >
      {({ isIndeterminate, isSelected }) => (
        <>
          <span className={classNames(children !== undefined && "mt-0.5", BOX)}>
            {isIndeterminate ? <Minus className="size-3" strokeWidth={3} aria-hidden /> : null}
            {isSelected && !isIndeterminate ? <Check className="size-3" strokeWidth={3} aria-hidden /> : null}
          </span>
          {children ? (
            <span className="flex flex-col">
              <span>{children}</span>
              {hint ? <span className="text-grey-5 text-small">{hint}</span> : null}
            </span>
          ) : null}
        </>
      )}
    </AriaCheckbox>
  );
}
