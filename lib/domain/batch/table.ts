import type { Cell } from "./cell";

export const TABLE_FORMATS = ["csv", "xlsx"] as const;
export type TableFormat = (typeof TABLE_FORMATS)[number];

/** `line`: in the file, as an editor or a spreadsheet counts. */
export type TableRow = { readonly line: number; readonly cells: readonly Cell[] };

/** A file as rows of cells, before anybody has said what they mean. */
export type Table = {
  readonly format: TableFormat;
  /** What was found out about the file, each as a sentence for whoever brought it. */
  readonly said: readonly string[];
  readonly rows: readonly TableRow[];
  /** False where only the beginning was asked for, and there is more. */
  readonly isWhole: boolean;
};

export const MOST_BATCH_BYTES = 16 * 1024 * 1024;
export const MOST_BATCH_ROWS = 50_000;
export const MOST_COLUMNS = 100;
export const LONGEST_CELL = 2_000;
