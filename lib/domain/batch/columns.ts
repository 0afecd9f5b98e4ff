import { isCurrency } from "@/lib/base/currency";
import { foldText } from "@/lib/base/text";
import { checkIban } from "@/lib/domain/account/checks";
import { type Cell, textOf } from "./cell";
import { BATCH_FIELD_NAMES, BATCH_FIELDS, type BatchField } from "./fields";
import type { TableRow } from "./table";

/** For each column of the file what it means; null where it means nothing here, and is only given back. */
export type Mapping = readonly (BatchField | null)[];

export type Headed = {
  /** The column's own headings, or letters where the file has none. */
  readonly header: readonly string[];
  readonly rows: readonly TableRow[];
};

/** Whether the first row names the columns: names are no account numbers and no amounts. */
export function takeHeader(rows: readonly TableRow[]): Headed {
  const [first, ...others] = rows;
  const width = rows.reduce((most, { cells }) => Math.max(most, cells.length), 0);
  const letters = Array.from({ length: width }, (_, at) => `Column ${letterOf(at)}`);
  if (!first || first.cells.some((cell) => isValue(textOf(cell)))) return { header: letters, rows };
  return { header: letters.map((letter, at) => textOf(first.cells[at]).slice(0, 100) || letter), rows: others };
}

/** By which the same heading is known again: as people write it, without what they vary. */
export function headingKey(heading: string): string {
  return foldText(heading)
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim()
    .slice(0, 100);
}

type Recognise = Headed & {
  /** What the merchant's people said of a heading before: it counts more than what is guessed. */
  readonly remembered: ReadonlyMap<string, BatchField | null>;
};

/** What each column means: by what people said before, by its heading, and else by what stands in it. No field is given twice. */
export function recogniseColumns({ header, rows, remembered }: Recognise): Mapping {
  const keys = header.map(headingKey);
  const mapping: (BatchField | null)[] = header.map(() => null);
  const taken = new Set<BatchField>();
  const settled = new Set<number>();
  const give = (at: number, field: BatchField | null) => {
    if (settled.has(at) || (field !== null && taken.has(field))) return;
    mapping[at] = field;
    settled.add(at);
    if (field !== null) taken.add(field);
  };
  for (const [at, key] of keys.entries()) {
    const field = remembered.get(key);
    if (field !== undefined) give(at, field);
  }
  for (const [at, key] of keys.entries()) {
    const field = FIELD_BY_NAME.get(key);
    if (field) give(at, field);
  }
  for (const [at, key] of keys.entries()) {
    const field = longestWithin(key);
    if (field) give(at, field);
  }
  for (const [at] of keys.entries()) {
    if (settled.has(at)) continue;
    const field = fieldByContent(rows.slice(0, SAMPLE_ROWS).map(({ cells }) => textOf(cells[at])));
    // A second column of numbers is a count or a tax; only where no column is the amount can it be that.
    if (field) give(at, field);
  }
  return mapping;
}

const SAMPLE_ROWS = 200;

const FIELD_BY_NAME = new Map<string, BatchField>(
  BATCH_FIELD_NAMES.flatMap((field) => [
    [headingKey(field.replaceAll("_", " ")), field] as const,
    ...BATCH_FIELDS[field].names.map((name) => [name, field] as const),
  ]),
);

/** "Betrag in EUR" and "Beneficiary's IBAN": the longest known name that stands in the heading as whole words. */
function longestWithin(key: string): BatchField | null {
  const padded = ` ${key} `;
  const found = [...FIELD_BY_NAME].filter(([name]) => name.length > 2 && padded.includes(` ${name} `));
  return found.sort(([a], [b]) => b.length - a.length)[0]?.[1] ?? null;
}

const CONTENT: readonly { readonly field: BatchField; readonly fits: (text: string) => boolean }[] = [
  { field: "iban", fits: isIbanLike },
  { field: "account_email", fits: (text) => /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) },
  { field: "currency", fits: (text) => isCurrency(text.toUpperCase()) },
  { field: "sort_code", fits: (text) => /^\d{2}-\d{2}-\d{2}$/.test(text) },
  { field: "wallet_address", fits: (text) => /^(0x[0-9a-f]{40}|bc1[0-9a-z]{20,}|[13][1-9A-HJ-NP-Za-km-z]{25,34})$/i.test(text) },
  { field: "amount", fits: (text) => /^[^\d\s]{0,3}\s?\d{1,3}([.,' ]?\d{3})*[.,]\d{2}(\s?[^\d\s]{1,3})?$/.test(text) },
  { field: "name", fits: (text) => /^\p{Lu}[\p{L}.'’-]*(\s[\p{L}.'’&-]+){1,5}$/u.test(text) },
];

/** Nearly all of what stands there has to fit: one wrong cell must not make a column unknown. */
function fieldByContent(texts: readonly string[]): BatchField | null {
  const filled = texts.filter(Boolean);
  if (filled.length === 0) return null;
  return CONTENT.find(({ fits }) => filled.filter(fits).length >= filled.length * 0.8)?.field ?? null;
}

function isValue(text: string): boolean {
  return checkIban(text).ok || isIbanLike(text) || /^[^\p{L}]{0,3}\d[\d.,' ]*$/u.test(text) || isCurrency(text);
}

export function isIbanLike(text: string): boolean {
  return /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/i.test(text.replace(/[\s-]/g, ""));
}

function letterOf(at: number): string {
  return at < 26 ? String.fromCharCode(65 + at) : `${letterOf(Math.floor(at / 26) - 1)}${letterOf(at % 26)}`;
}

/** The cells of a row by what they mean. */
export function cellsByField(cells: readonly Cell[], mapping: Mapping): ReadonlyMap<BatchField, Cell> {
  const found = new Map<BatchField, Cell>();
  for (const [at, field] of mapping.entries()) {
    const cell = cells[at];
    if (field !== null && cell !== undefined && textOf(cell) !== "") found.set(field, cell);
    // A formula without its result is no empty cell.
    if (field !== null && typeof cell === "object" && cell.mark === "unsaved") found.set(field, cell);
  }
  return found;
}
