import { classNames } from "./class-names";

const WIDTHS = { short: "w-12", medium: "w-24", long: "w-40", full: "w-full" };
const HEIGHTS = { line: "h-3", title: "h-5", figure: "h-7", block: "h-24" };

/** Still grey in the shape of what comes: nothing moves, nothing shimmers. */
export function Skeleton({ width = "medium", height = "line" }: { width?: keyof typeof WIDTHS; height?: keyof typeof HEIGHTS }) {
  return (
    <span aria-hidden data-skeleton="" className={classNames("block max-w-full rounded-inner bg-grey-2", WIDTHS[width], HEIGHTS[height])} />
  );
}

/** Tells screen readers, once, what the grey shapes stand for. */
export function LoadingNote({ children = "Loading" }: { children?: string }) {
  return (
    <span role="status" className="sr-only">
      {children}
    </span>
  );
}
