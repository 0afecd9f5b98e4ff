"use client";

import type { ReactElement, ReactNode } from "react";
import { Dialog, DialogTrigger } from "react-aria-components/Dialog";
import { Popover as AriaPopover } from "react-aria-components/Popover";
import { classNames } from "./class-names";
import { FLOAT } from "./float";

export type PopoverProps = {
  /** What a screen reader calls it. */
  label: string;
  /** A button of ours. */
  trigger: ReactElement;
  placement?: "bottom start" | "bottom end" | "bottom" | "top" | "right top";
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** A function gets `close`. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

export function Popover({ label, trigger, placement = "bottom start", isOpen, onOpenChange, children }: PopoverProps) {
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={onOpenChange}>
      {trigger}
      <AriaPopover placement={placement} offset={4} className={classNames(FLOAT, "float-motion max-w-[calc(100vw-1rem)]")}>
        <Dialog aria-label={label} className="max-h-[inherit] overflow-auto p-3 outline-none">
          {({ close }) => (typeof children === "function" ? children(close) : children)}
        </Dialog>
      </AriaPopover>
    </DialogTrigger>
  );
}
