"use client";

import { LoaderCircle } from "lucide-react";
import type { ReactNode, Ref } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { ProgressBar } from "react-aria-components/ProgressBar";
import { type ButtonSize, type ButtonTone, buttonStyle } from "./button-style";
import { classNames } from "./class-names";

export type ButtonProps = Omit<AriaButtonProps, "className" | "style" | "children"> & {
  tone?: ButtonTone;
  size?: ButtonSize;
  /** Keeps its width and its place in the tab order while the deed is under way, and cannot be pressed a second time. */
  isPending?: boolean;
  /** What a screen reader hears while pending. */
  pendingLabel?: string;
  /** Fills the line, for dialogs and narrow screens. */
  isWide?: boolean;
  ref?: Ref<HTMLButtonElement>;
  children: ReactNode;
};

export function Button({ tone, size, isPending, pendingLabel = "Working", isWide, children, ...rest }: ButtonProps) {
  return (
    <AriaButton {...rest} isPending={isPending} className={classNames(buttonStyle({ tone, size }), isWide && "w-full")}>
      <span className={classNames("inline-flex items-center gap-[inherit]", isPending && "opacity-0")}>{children}</span>
      {isPending ? (
        <ProgressBar aria-label={pendingLabel} isIndeterminate className="absolute inset-0 grid place-items-center">
          <LoaderCircle className="animate-turn" aria-hidden />
        </ProgressBar>
      ) : null}
    </AriaButton>
  );
}
