"use client";

import { Search } from "lucide-react";
import { classNames } from "@/components/ui/class-names";
import { FLOAT } from "@/components/ui/float";

export const SEARCH_VEIL = "fixed inset-0 z-40 flex items-start justify-center bg-veil px-2 pt-2 sm:pt-[12vh]";
export const SEARCH_BOX = classNames(FLOAT, "flex max-h-[70dvh] w-full flex-col overflow-hidden");
export const SEARCH_LINE = "flex shrink-0 items-center gap-2.5 border-grey-2 border-b px-4";
export const SEARCH_INPUT =
  "h-12 w-full bg-transparent text-base outline-none pointer-coarse:text-touch [&::-webkit-search-cancel-button]:hidden";
export const SEARCH_PLACEHOLDER = "Name, e-mail, IBAN, last four, order, reference, amount";

/** Stands in while the palette is fetched, and takes the first key presses, so that fast typing loses no letter. */
export function SearchFrame({ typed, onType, onClose }: { typed: string; onType: (typed: string) => void; onClose: () => void }) {
  return (
    <div className={SEARCH_VEIL}>
      <div role="dialog" aria-label="Search" className="w-full max-w-160">
        <div className={SEARCH_BOX}>
          <div className={SEARCH_LINE}>
            <Search className="size-4 shrink-0 text-grey-5" aria-hidden />
            <input
              // biome-ignore lint/a11y/noAutofocus: a person asked for this field by a key or a press.
              autoFocus
              type="search"
              aria-label="Search"
              placeholder={SEARCH_PLACEHOLDER}
              value={typed}
              onChange={(event) => onType(event.target.value)}
              onKeyDown={(event) => (event.key === "Escape" ? onClose() : undefined)}
              className={SEARCH_INPUT}
            />
          </div>
        </div>
      </div>
    </div>
  );
}
