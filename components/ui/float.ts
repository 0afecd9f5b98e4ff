/** What lies over the page: menus, popovers, lists, dialogs. One shadow, one edge. */
export const FLOAT = "rounded-ui border border-grey-3 bg-raised shadow-float outline-none";

/** One line in a menu or a list of choices. */
export const CHOICE =
  "flex min-h-8 cursor-default select-none items-center gap-2 rounded-inner px-2 py-1.5 text-base outline-none pointer-coarse:min-h-11 data-focused:bg-grey-2 data-disabled:text-grey-5 [&_svg]:size-4 [&_svg]:shrink-0";
