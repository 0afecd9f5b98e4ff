"use client";

import type { ReactElement } from "react";
import { Tooltip as AriaTooltip, TooltipTrigger } from "react-aria-components/Tooltip";
import { Kbd } from "./kbd";

export type TooltipProps = {
  text: string;
  shortcut?: string;
  placement?: "top" | "bottom" | "left" | "right";
  /** One focusable element: a button or a link of ours. */
  children: ReactElement;
};

/** A name or a detail for what is already visible. Nothing that a person needs may live only here: phones have no hover. */
export function Tooltip({ text, shortcut, placement = "top", children }: TooltipProps) {
  return (
    <TooltipTrigger delay={400} closeDelay={80}>
      {children}
      <AriaTooltip
        placement={placement}
        offset={6}
        className="float-motion z-50 flex max-w-72 items-center gap-2 rounded-ui bg-ink px-2 py-1 text-paper text-small shadow-float"
      >
        {text}
        {shortcut ? <Kbd tone="reversed">{shortcut}</Kbd> : null}
      </AriaTooltip>
    </TooltipTrigger>
  );
}
