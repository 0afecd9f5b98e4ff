"use client";

import type { ReactNode } from "react";
import { Skeleton } from "./skeleton";
import { Cell, Row } from "./table";

/** The shape of what comes. `widths` are per column, in the order of the head; a number is a share of the cell, "right" a figure. */
export type SkeletonColumn = { width: "short" | "medium" | "long"; isNumeric?: boolean };

export function SkeletonRows({ columns, rows = 10 }: { columns: readonly SkeletonColumn[]; rows?: number }) {
  return (
    <tbody aria-hidden>
      {counted(rows).map((row) => (
        <Row key={row} className="hover:bg-transparent">
          {columns.map((column, place) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a skeleton never move.
            <Cell key={place} isNumeric={column.isNumeric}>
              <span className={column.isNumeric ? "flex justify-end" : "flex"}>
                <Skeleton width={column.width} />
              </span>
            </Cell>
          ))}
        </Row>
      ))}
    </tbody>
  );
}

/** A face in place of rows: put an `EmptyFace` or an `ErrorFace` inside. */
export function TableFace({ columns, children }: { columns: number; children: ReactNode }) {
  return (
    <tbody>
      <tr>
        <td colSpan={columns}>{children}</td>
      </tr>
    </tbody>
  );
}

function counted(rows: number): number[] {
  return Array.from({ length: rows }, (_, place) => place);
}
