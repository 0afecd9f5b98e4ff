import type { ComponentPropsWithRef, ReactNode } from "react";
import { classNames } from "./class-names";

/** 36 px rows, or 44 px; a person's choice. */
export type Density = "compact" | "comfortable";

export type TableProps = {
  /** What the table holds, for screen readers: "Payouts, newest first". */
  label: string;
  density?: Density;
  /** The head stays in view while the rows move; give the height in which they move, or let the page scroll. */
  className?: string;
  isBusy?: boolean;
  /** Of all rows with the head, where not all are drawn; -1 where nobody has counted them. */
  rowCount?: number;
  children: ReactNode;
};

/** Scrolls sideways on its own when the screen is narrower than its columns; the page never does. */
export function Table({ label, density = "compact", className, isBusy, rowCount, children }: TableProps) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard.
    <section aria-label={label} tabIndex={0} className={classNames("scroll-x rounded-ui border border-grey-2 bg-raised", className)}>
      <table
        aria-label={label}
        aria-busy={isBusy}
        aria-rowcount={rowCount}
        data-density={density}
        className="w-full border-separate border-spacing-0 text-small tabular-nums"
      >
        {children}
      </table>
    </section>
  );
}

export function TableHead({ children }: { children: ReactNode }) {
  return (
    <thead className="sticky top-0 z-10">
      <tr>{children}</tr>
    </thead>
  );
}

export type HeadCellProps = {
  isNumeric?: boolean;
  sort?: "ascending" | "descending" | "none";
  /** A column without words on top still has a name: "Select", "Open". */
  isLabelHidden?: boolean;
  className?: string;
  children: ReactNode;
};

export function HeadCell({ isNumeric, sort, isLabelHidden, className, children }: HeadCellProps) {
  return (
    <th
      scope="col"
      aria-sort={sort}
      className={classNames(
        "h-9 whitespace-nowrap border-grey-3 border-b bg-raised px-3 font-medium text-grey-5",
        isNumeric ? "text-right" : "text-left",
        className,
      )}
    >
      {isLabelHidden ? <span className="sr-only">{children}</span> : children}
    </th>
  );
}

export type RowProps = ComponentPropsWithRef<"tr"> & {
  /** Where J and K stand. */
  isCurrent?: boolean;
  isSelected?: boolean;
};

export function Row({ isCurrent, isSelected, className, ...rest }: RowProps) {
  return (
    <tr
      {...rest}
      aria-selected={isSelected}
      data-current={isCurrent ? "" : undefined}
      className={classNames(
        "group/row transition-colors [&:last-child>td]:border-b-0",
        isSelected ? "bg-accent-wash" : "hover:bg-grey-1",
        isCurrent && "bg-grey-1 [&>td:first-child]:shadow-[inset_2px_0_0_var(--color-accent)]",
        className,
      )}
    />
  );
}

export type CellProps = {
  isNumeric?: boolean;
  isQuiet?: boolean;
  /** Takes the width that is left and cuts long text. */
  isStretchy?: boolean;
  className?: string;
  children?: ReactNode;
};

export function Cell({ isNumeric, isQuiet, isStretchy, className, children }: CellProps) {
  return (
    <td
      className={classNames(
        "h-(--row) whitespace-nowrap border-grey-2 border-b px-3 [&>*]:align-middle",
        isNumeric && "text-right",
        isQuiet && "text-grey-5",
        isStretchy && "w-full max-w-0 truncate",
        className,
      )}
    >
      {children}
    </td>
  );
}
