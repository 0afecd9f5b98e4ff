"use client";

import type { ReactNode } from "react";
import { ToggleButton } from "react-aria-components/ToggleButton";
import { ToggleButtonGroup } from "react-aria-components/ToggleButtonGroup";
import { classNames } from "./class-names";

export type Segment = { id: string; text: string; icon?: ReactNode; isIconOnly?: boolean };

export type SegmentedProps = {
  label: string;
  segments: readonly Segment[];
  chosen: string;
  onChoose: (id: string) => void;
  isDisabled?: boolean;
};

/** One of a few short words, all in view. */
export function Segmented({ label, segments, chosen, onChoose, isDisabled }: SegmentedProps) {
  return (
    <ToggleButtonGroup
      aria-label={label}
      selectionMode="single"
      disallowEmptySelection
      selectedKeys={[chosen]}
      onSelectionChange={([id]) => (typeof id === "string" ? onChoose(id) : undefined)}
      isDisabled={isDisabled}
      className="inline-flex rounded-ui border border-grey-3 bg-grey-1 p-0.5"
    >
      {segments.map((segment) => (
        <ToggleButton
          key={segment.id}
          id={segment.id}
          aria-label={segment.isIconOnly ? segment.text : undefined}
          className={classNames(
            "flex h-7 items-center gap-1.5 rounded-inner border border-transparent px-2.5 text-grey-5 text-small transition-colors hover:text-ink pointer-coarse:h-10 data-selected:border-grey-3 data-selected:bg-raised data-disabled:text-grey-4 data-selected:font-medium data-selected:text-ink [&_svg]:size-4",
          )}
        >
          {segment.icon}
          {segment.isIconOnly ? null : segment.text}
        </ToggleButton>
      ))}
    </ToggleButtonGroup>
  );
}
