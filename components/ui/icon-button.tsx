"use client";

import type { ReactNode } from "react";
import { Button as AriaButton, type ButtonProps as AriaButtonProps } from "react-aria-components/Button";
import { type ButtonSize, type ButtonTone, iconButtonStyle } from "./button-style";
import { Tooltip } from "./tooltip";

export type IconButtonProps = Omit<AriaButtonProps, "className" | "style" | "children" | "aria-label"> & {
  /** Said by screen readers and shown on hover and focus: an icon is never alone. */
  label: string;
  tone?: ButtonTone;
  size?: ButtonSize;
  /** The key that does the same, shown in the tooltip. */
  shortcut?: string;
  children: ReactNode;
};

export function IconButton({ label, tone, size, shortcut, children, ...rest }: IconButtonProps) {
  return (
    <Tooltip text={label} shortcut={shortcut}>
      <AriaButton {...rest} aria-label={label} className={iconButtonStyle({ tone, size })}>
        {children}
      </AriaButton>
    </Tooltip>
  );
}
