import { SaxesParser } from "saxes";
import type { Cell, CellMark } from "@/lib/domain/batch/cell";
import { isCalendarFormat, serialDay } from "@/lib/domain/batch/serial-day";
import { LONGEST_CELL, MOST_BATCH_ROWS, MOST_COLUMNS, type TableRow } from "@/lib/domain/batch/table";
import { Unpackable, unpack } from "./unpack";

// Only what a list needs of a workbook is read: names, dates' formats, shared texts and the cells of one sheet. Nothing is calculated,
// no link is followed and no entity is expanded.

const MOST_SHEET_BYTES = 128 * 1024 * 1024;
const MOST_OTHER_BYTES = 64 * 1024 * 1024;

export type ReadSheet = {
  readonly rows: readonly TableRow[];
  readonly sheet: string;
  readonly otherSheets: readonly string[];
  readonly isWhole: boolean;
};

/** The cells of the first visible sheet. Throws `Unpackable` with a sentence where the workbook cannot be read. */
export function readSheet(bytes: Uint8Array, most: number): ReadSheet {
  const book = readBook(bytes);
  const [sheet, ...others] = book.sheets.filter(({ isHidden }) => !isHidden);
  if (!sheet) throw new Unpackable("There is no sheet in the workbook.");
  const rows = new RowReader(book, most);
  unpack({
    bytes,
    mostBytes: MOST_SHEET_BYTES,
    isEnough: () => rows.isEnough,
    reader: (name) => (partName(name) === sheet.part ? feed(rows.parser) : null),
  });
  return { rows: rows.rows, sheet: sheet.name, otherSheets: others.map(({ name }) => name), isWhole: !rows.isEnough };
}

type SheetEntry = { readonly name: string; readonly part: string; readonly isHidden: boolean };
type Book = {
  readonly sheets: readonly SheetEntry[];
  readonly texts: readonly string[];
  /** By style: whether its numbers are shown as days. */
  readonly isDay: readonly boolean[];
  readonly is1904: boolean;
};

type Attributes = Readonly<Record<string, string>>;

function readBook(bytes: Uint8Array): Book {
  const named: { name: string; relation: string; isHidden: boolean }[] = [];
  const parts = new Map<string, string>();
  const formats = new Map<number, string>();
  const isDay: boolean[] = [];
  const texts = new TextReader();
  let is1904 = false;
  let isInStyles = false;
  const book = parserOf((tag, attributes) => {
    if (tag === "workbookPr") is1904 = attributes.date1904 === "1" || attributes.date1904 === "true";
    if (tag !== "sheet") return;
    const relation = Object.entries(attributes).find(([name]) => /^(\w+:)?id$/.test(name))?.[1] ?? "";
    named.push({ name: attributes.name ?? "", relation, isHidden: (attributes.state ?? "visible") !== "visible" });
  });
  const relations = parserOf((tag, { Id = "", Target = "" }) => {
    if (tag === "Relationship") parts.set(Id, partName(Target.startsWith("/") ? Target : `xl/${Target}`));
  });
  const styles = parserOf(
    (tag, attributes) => {
      if (tag === "numFmt") formats.set(Number(attributes.numFmtId), attributes.formatCode ?? "");
      if (tag === "cellXfs") isInStyles = true;
      if (tag === "xf" && isInStyles)
        isDay.push(isCalendarFormat(Number(attributes.numFmtId ?? 0), formats.get(Number(attributes.numFmtId))));
    },
    (tag) => {
      if (tag === "cellXfs") isInStyles = false;
    },
  );
  const readers: Readonly<Record<string, SaxesParser>> = {
    "xl/workbook.xml": book,
    "xl/_rels/workbook.xml.rels": relations,
    "xl/styles.xml": styles,
    "xl/sharedstrings.xml": texts.parser,
  };
  let isBook = false;
  unpack({
    bytes,
    mostBytes: MOST_OTHER_BYTES,
    reader: (name) => {
      const parser = readers[partName(name)];
      if (!parser) return null;
      isBook ||= parser === book;
      return feed(parser);
    },
  });
  if (!isBook) throw new Unpackable("This is a packed file, but not an XLSX workbook. Save the sheet as XLSX or CSV.");
  const sheets = named.map(({ name, relation, isHidden }) => ({ name, isHidden, part: parts.get(relation) ?? "" }));
  return { sheets, texts: texts.texts, isDay, is1904 };
}

/** Programs disagree about slashes and capitals. */
function partName(written: string): string {
  return written.replaceAll("\\", "/").replace(/^\/+/, "").toLowerCase();
}

function feed(parser: SaxesParser): (piece: string, isLast: boolean) => void {
  return (piece, isLast) => {
    parser.write(piece);
    if (isLast) parser.close();
  };
}

function parserOf(onOpen: (tag: string, attributes: Attributes) => void, onClose: (tag: string) => void = () => {}): SaxesParser {
  const parser = new SaxesParser({ xmlns: false });
  parser.on("opentag", ({ name, attributes }) => onOpen(bare(name), attributes));
  parser.on("closetag", ({ name }) => onClose(bare(name)));
  parser.on("error", (error) => {
    throw new Unpackable("The workbook is broken: one of its parts is not well formed. Save it again.", { cause: error });
  });
  return parser;
}

function bare(tag: string): string {
  return tag.slice(tag.indexOf(":") + 1);
}

/** Texts that many cells share. Phonetic guides of Japanese names are left out. */
class TextReader {
  readonly texts: string[] = [];
  private text = "";
  private isInText = false;
  private isGuide = false;
  readonly parser: SaxesParser;

  constructor() {
    this.parser = parserOf(
      (tag) => {
        if (tag === "si") this.text = "";
        if (tag === "rPh") this.isGuide = true;
        this.isInText = tag === "t" && !this.isGuide;
      },
      (tag) => {
        if (tag === "t") this.isInText = false;
        if (tag === "rPh") this.isGuide = false;
        if (tag === "si") this.texts.push(this.text);
      },
    );
    this.parser.on("text", (piece) => {
      if (this.isInText) this.text = bounded(this.text + piece);
    });
  }
}

function bounded(text: string): string {
  if (text.length > LONGEST_CELL) throw new Unpackable(`A cell holds more than ${LONGEST_CELL} characters. That is no list of payouts.`);
  return text;
}

class RowReader {
  readonly rows: TableRow[] = [];
  isEnough = false;
  readonly parser: SaxesParser;
  private line = 0;
  private cells: Cell[] = [];
  private column = 0;
  private kind = "";
  private style = 0;
  private value = "";
  private hasFormula = false;
  private isInValue = false;

  constructor(
    private readonly book: Book,
    private readonly most: number,
  ) {
    this.parser = parserOf(
      (tag, attributes) => this.open(tag, attributes),
      (tag) => this.close(tag),
    );
    this.parser.on("text", (piece) => {
      if (this.isInValue) this.value = bounded(this.value + piece);
    });
  }

  private open(tag: string, attributes: Attributes): void {
    if (this.isEnough) return;
    if (tag === "row") {
      this.line = Number(attributes.r ?? this.line + 1);
      this.cells = [];
      this.column = -1;
    }
    if (tag === "c") {
      this.column = attributes.r === undefined ? this.column + 1 : columnAt(attributes.r);
      if (!(this.column >= 0 && this.column < MOST_COLUMNS)) throw new Unpackable(`The sheet has more than ${MOST_COLUMNS} columns.`);
      this.kind = attributes.t ?? "n";
      this.style = Number(attributes.s ?? 0);
      this.value = "";
      this.hasFormula = false;
    }
    if (tag === "f") this.hasFormula = true;
    this.isInValue = tag === "v" || (tag === "t" && this.kind === "inlineStr");
  }

  private close(tag: string): void {
    if (this.isEnough) return;
    if (tag === "v" || tag === "t") this.isInValue = false;
    if (tag === "c") {
      while (this.cells.length < this.column) this.cells.push("");
      this.cells[this.column] = this.cell();
    }
    if (tag === "row" && this.cells.some((cell) => cell !== "")) {
      this.rows.push({ line: this.line, cells: this.cells });
      if (this.rows.length > MOST_BATCH_ROWS + 1) throw new Unpackable(`The sheet has more than ${MOST_BATCH_ROWS} rows. Split it.`);
      this.isEnough = this.rows.length >= this.most;
    }
  }

  private cell(): Cell {
    const { kind, value } = this;
    if (kind === "e") return { text: value, mark: "error" };
    if (this.hasFormula && value === "") return { text: "", mark: "unsaved" };
    const read = kind === "n" ? this.number() : { text: kind === "s" ? this.shared() : kind === "b" ? yesOrNo(value) : value, mark: null };
    const mark: CellMark | null = this.hasFormula && read.mark !== "date" ? "formula" : read.mark;
    const text = read.text.trim();
    return mark === null || text === "" ? text : { text, mark };
  }

  private shared(): string {
    const text = this.book.texts[Number(this.value)];
    if (text === undefined) throw new Unpackable("The workbook is broken: a cell names a text that is not there. Save it again.");
    return text;
  }

  private number(): { text: string; mark: CellMark | null } {
    if (this.value === "") return { text: "", mark: null };
    const number = Number(this.value);
    if (!Number.isFinite(number)) throw new Unpackable("The workbook is broken: a number in it is none. Save it again.");
    const day = this.book.isDay[this.style] ? serialDay(number, this.book.is1904) : null;
    return day === null ? { text: plain(number), mark: "number" } : { text: day, mark: "date" };
  }
}

/** Spreadsheets keep fifteen digits; what a float has beyond them is dust ("1234.5600000000001"). */
function plain(number: number): string {
  const text = String(Number(number.toPrecision(15)));
  return /e/i.test(text) ? text.toUpperCase() : text;
}

function yesOrNo(value: string): string {
  return value === "1" ? "TRUE" : "FALSE";
}

/** "B7" is column 1. */
function columnAt(reference: string): number {
  const letters = /^[A-Z]{1,3}/i.exec(reference)?.[0].toUpperCase() ?? "";
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}
