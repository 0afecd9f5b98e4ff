"use client";

import { ChevronDown, X } from "lucide-react";
import type { ReactNode } from "react";
import { Button } from "react-aria-components/Button";
import { classNames } from "./class-names";
import { Popover } from "./popover";

export type FilterChipProps = {
  /** What is filtered by: "Status". */
  name: string;
  /** What it is set to, in words: "failed, returned". Undefined while it filters nothing. */
  chosen?: string;
  onClear?: () => void;
  isOpen?: boolean;
  onOpenChange?: (isOpen: boolean) => void;
  /** The control, in a popover. */
  children: ReactNode | ((close: () => void) => ReactNode);
};

/** One filter in the bar: dashed while it is idle, solid with its value and a cross once it filters. */
export function FilterChip({ name, chosen, onClear, isOpen, onOpenChange, children }: FilterChipProps) {
  const isSet = chosen !== undefined;
  return (
    <span
      className={classNames(
        "inline-flex h-7 max-w-full items-stretch rounded-full border text-small transition-colors pointer-coarse:h-11",
        isSet ? "border-grey-4 bg-raised" : "border-grey-4 border-dashed hover:bg-grey-1",
      )}
    >
      <Popover
        label={`Filter by ${name.toLowerCase()}`}
        isOpen={isOpen}
        onOpenChange={onOpenChange}
        trigger={
          <Button className="flex min-w-0 items-center gap-1.5 rounded-full px-2.5">
            <span className={isSet ? "text-grey-5" : ""}>{name}</span>
            {isSet ? <span className="truncate font-medium">{chosen}</span> : <ChevronDown className="size-3.5 text-grey-5" aria-hidden />}
          </Button>
        }
      >
        {children}
      </Popover>
      {isSet && onClear ? (
        <Button
          aria-label={`Remove the filter ${name.toLowerCase()}`}
          onPress={onClear}
          className="-ml-1.5 grid w-7 place-items-center rounded-full text-grey-5 hover:text-ink pointer-coarse:w-11"
        >
          <X className="size-3.5" aria-hidden />
        </Button>
      ) : null}
    </span>
  );
}
