import { CsvError, parse } from "csv-parse/sync";
import { failed, ok, type Result } from "@/lib/base/result";

export type Split = { readonly rows: readonly SplitRow[]; readonly delimiter: string };
/** `line`: where the record ends in the file, as an editor counts. */
export type SplitRow = { readonly line: number; readonly cells: readonly string[] };

type SplitWish = {
  /** A record longer than this is no row that anybody has written. */
  readonly longestRecord: number;
  /** Only the beginning is wanted. */
  readonly most?: number;
};

/** Records of a CSV text by whichever separator its first line has; a sentence where it cannot be read as CSV at all. */
export function splitText(text: string, { longestRecord, most }: SplitWish): Result<Split, string> {
  const delimiter = delimiterOf(text);
  try {
    const rows: SplitRow[] = [];
    parse(text, {
      bom: true,
      delimiter,
      // Kept here, each with its line: what the parser would tell of every record is larger than the record.
      on_record: (cells: string[], { lines }) => {
        rows.push({ line: lines, cells });
        return null;
      },
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: longestRecord,
      ...(most === undefined ? {} : { to: most }),
    });
    return ok({ rows, delimiter });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    const at = typeof error.lines === "number" ? ` near line ${error.lines}` : "";
    return failed(`The file cannot be read as CSV${at}: a quote is not closed, or a row is far too long.`);
  }
}

const DELIMITERS = [",", ";", "\t", "|"];

/** Spreadsheets of many countries write semicolons, and what is pasted from one has tabs. Separators within quotes separate nothing. */
function delimiterOf(text: string): string {
  const [header = ""] = text
    .slice(0, 10_000)
    .replace(/"[^"]*"/g, "")
    .trimStart()
    .split(/[\r\n]/, 1);
  const counted = DELIMITERS.map((delimiter) => ({ delimiter, times: header.split(delimiter).length }));
  return counted.sort((a, b) => b.times - a.times)[0]?.delimiter ?? ",";
}
