import { unguarded } from "@/lib/base/csv";
import { failed, ok, type Result } from "@/lib/base/result";
import { LONGEST_CELL, MOST_BATCH_BYTES, MOST_BATCH_ROWS, MOST_COLUMNS, type Table, type TableRow } from "@/lib/domain/batch/table";
import { decodeText } from "./decode-text";
import { readSheet } from "./read-sheet";
import { splitText } from "./split-text";
import { Unpackable } from "./unpack";

/**
 * Whatever somebody dropped, as rows of cells; or one sentence that says why it cannot be read. The bytes decide what it is, not the
 * file's name. `most`: only so many rows from the beginning, for a first look.
 */
export function readTable(bytes: Uint8Array, most = MOST_BATCH_ROWS + 2): Result<Table, string> {
  if (bytes.length === 0) return failed("The file is empty.");
  if (bytes.length > MOST_BATCH_BYTES) return failed(`The file has more than ${MOST_BATCH_BYTES / 1024 / 1024} MB. Split it.`);
  const other = OTHERS.find(({ begins }) => begins.every((byte, at) => bytes[at] === byte));
  if (other) return failed(other.sentence);
  const read = isPacked(bytes) ? readWorkbook(bytes, most) : readText(bytes, most);
  if (!read.ok) return read;
  if (read.value.rows.length === 0) return failed("There is nothing in the file but empty rows.");
  const sentence = whyTooLarge(read.value.rows);
  return sentence === null ? read : failed(sentence);
}

/** What people drop by mistake, by its first bytes. */
const OTHERS: readonly { readonly begins: readonly number[]; readonly sentence: string }[] = [
  {
    begins: [0xd0, 0xcf, 0x11, 0xe0],
    sentence: "This is an old XLS workbook, or one with a password. Save it as XLSX or CSV without a password.",
  },
  { begins: [0x25, 0x50, 0x44, 0x46], sentence: "This is a PDF. Export the list as CSV or XLSX where it comes from." },
  { begins: [0x89, 0x50, 0x4e, 0x47], sentence: "This is a picture. Export the list as CSV or XLSX where it comes from." },
  { begins: [0xff, 0xd8, 0xff], sentence: "This is a picture. Export the list as CSV or XLSX where it comes from." },
  { begins: [0x1f, 0x8b], sentence: "This file is compressed. Unpack it first, and drop what is in it." },
];

function isPacked(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && (bytes[2] === 3 || bytes[2] === 5);
}

function readWorkbook(bytes: Uint8Array, most: number): Result<Table, string> {
  try {
    const { rows, sheet, otherSheets, isWhole } = readSheet(bytes, most);
    const said = [
      `XLSX workbook, sheet “${sheet}”.`,
      ...(otherSheets.length > 0 ? [`Only the first sheet is read; the others are ${otherSheets.slice(0, 5).join(", ")}.`] : []),
    ];
    return ok({ format: "xlsx", said, rows, isWhole });
  } catch (error) {
    if (error instanceof Unpackable) return failed(error.message);
    throw error;
  }
}

const DELIMITER_WORDS: Readonly<Record<string, string>> = { ",": "commas", ";": "semicolons", "\t": "tabs", "|": "bars" };

function readText(bytes: Uint8Array, most: number): Result<Table, string> {
  const decoded = decodeText(bytes);
  if (!decoded.ok) return decoded;
  const { text, encoding } = decoded.value;
  const split = splitText(text, { longestRecord: MOST_COLUMNS * LONGEST_CELL, most });
  if (!split.ok) return split;
  const rows = split.value.rows.map(({ line, cells }) => ({ line, cells: cells.map((cell) => unguarded(cell).trim()) }));
  const said = [`Text in ${encoding}, with ${DELIMITER_WORDS[split.value.delimiter]} between the columns.`];
  return ok({ format: "csv", said, rows, isWhole: rows.length < most });
}

function whyTooLarge(rows: readonly TableRow[]): string | null {
  if (rows.length > MOST_BATCH_ROWS + 1) return `The file has more than ${MOST_BATCH_ROWS} rows. Split it.`;
  for (const { line, cells } of rows) {
    if (cells.length > MOST_COLUMNS) return `Line ${line} has ${cells.length} columns; at most ${MOST_COLUMNS} can be read.`;
    const long = cells.findIndex((cell) => typeof cell === "string" && cell.length > LONGEST_CELL);
    if (long >= 0) return `Line ${line} has a cell with more than ${LONGEST_CELL} characters. That is no list of payouts.`;
  }
  return null;
}
