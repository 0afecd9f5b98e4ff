/** One look for tabs in a page and tabs in the address. The chosen one is told by weight and by a line, not by colour alone. */
export const TAB =
  "-mb-px flex h-9 shrink-0 cursor-pointer items-center gap-1.5 whitespace-nowrap rounded-t-ui border-transparent border-b-2 px-2.5 text-base text-grey-5 transition-colors hover:text-ink focus-visible:-outline-offset-2 pointer-coarse:h-11 data-selected:border-ink data-selected:font-medium data-selected:text-ink aria-[current=page]:border-ink aria-[current=page]:font-medium aria-[current=page]:text-ink";
