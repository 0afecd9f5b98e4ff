import type { ExportRow } from "./read-export-rows";

/** A format: what stands before the rows, each slice of them, and what stands after. Every answer is bytes in the order of the file. */
export type ExportWriter = {
  readonly begin: () => readonly Uint8Array[];
  readonly rows: (rows: readonly ExportRow[]) => readonly Uint8Array[];
  readonly end: () => readonly Uint8Array[];
};
