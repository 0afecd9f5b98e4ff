import type { ReactNode } from "react";

/** One bar of chips. On a phone it scrolls sideways, so that the filters never push the list off the screen. */
export function FilterBar({ children, after }: { children: ReactNode; after?: ReactNode }) {
  return (
    <div className="flex items-center gap-3">
      <fieldset className="scroll-x -m-1 flex min-w-0 flex-1 gap-2 p-1 md:flex-wrap">
        <legend className="sr-only">Filters</legend>
        {children}
      </fieldset>
      {after}
    </div>
  );
}
