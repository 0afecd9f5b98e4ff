import * as z from "zod";

/**
 * What a file says of a cell beside its text. `number`: kept as a number, so leading zeros are gone; `date`: kept as a day; `formula`: a
 * result, as it was saved; `unsaved`: a formula whose result was not saved; `error`: the spreadsheet's own word for "cannot be said".
 */
export const CELL_MARKS = ["number", "date", "formula", "unsaved", "error"] as const;
export type CellMark = (typeof CELL_MARKS)[number];

/** Most cells are only text, and are kept as that. */
export const Cell = z.union([z.string(), z.object({ text: z.string(), mark: z.enum(CELL_MARKS) })]);
export type Cell = z.infer<typeof Cell>;

export function textOf(cell: Cell | undefined): string {
  if (cell === undefined) return "";
  return typeof cell === "string" ? cell : cell.text;
}

export function markOf(cell: Cell | undefined): CellMark | null {
  return cell === undefined || typeof cell === "string" ? null : cell.mark;
}
