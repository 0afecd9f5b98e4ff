import { constants, crc32, deflateRawSync } from "node:zlib";
import { Zip, type ZipInputFile } from "fflate";
import { headCell } from "./workbook-cells";

/** What a sheet of Excel holds, its head included; what is more goes on the next sheet. */
const MOST_ROWS = 1_048_576;
const COMPRESSION = 1;
/** So many rows are pressed at once: enough that they press well, few enough that their text is soon forgotten. */
const ROWS_A_PART = 500;

export type WorkbookWish = {
  readonly sheetName: string;
  /** One for each column; cells of the same row stand in the same order. */
  readonly columns: readonly { readonly name: string; readonly width: number }[];
  readonly sheetRows?: number;
};

/** What stands before the rows, each slice of them, and what stands after: bytes in the order of the file. */
export type WorkbookWriter = {
  readonly begin: () => readonly Uint8Array[];
  /** Each row as its cells, made by `lib/operations/tables/workbook-cells.ts`. */
  readonly rows: (rows: readonly (readonly string[])[]) => readonly Uint8Array[];
  readonly end: () => readonly Uint8Array[];
};

/** A workbook (ECMA-376) as it is written: the sheet's XML row by row into a zip that is never held. */
export function workbookWriter({ sheetName, columns, sheetRows = MOST_ROWS }: WorkbookWish): WorkbookWriter {
  const bytes: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    bytes.push(chunk);
  });
  const take = () => bytes.splice(0);
  const put = (name: string, text: string) => {
    openFile(zip, name).push(text, true);
  };
  let sheets = 0;
  let written = 0;
  let sheet: ZippedFile | null = null;

  const openSheet = () => {
    sheets += 1;
    written = 1;
    sheet = openFile(zip, `xl/worksheets/sheet${sheets}.xml`);
    sheet.push(sheetHead(columns));
    return sheet;
  };
  const closeSheet = () => {
    sheet?.push(SHEET_FOOT, true);
    sheet = null;
  };

  return {
    begin: () => {
      openSheet();
      return take();
    },
    rows: (rows) => {
      for (let from = 0; from < rows.length; ) {
        if (written >= sheetRows) closeSheet();
        const open: ZippedFile = sheet ?? openSheet();
        const fitting = rows.slice(from, from + Math.min(ROWS_A_PART, sheetRows - written));
        open.push(fitting.map((cells) => `<row>${cells.join("")}</row>`).join(""));
        written += fitting.length;
        from += fitting.length;
      }
      return take();
    },
    end: () => {
      closeSheet();
      const names = Array.from({ length: sheets }, (_, place) => place + 1);
      put("xl/workbook.xml", workbook(sheetName, names));
      put("xl/_rels/workbook.xml.rels", workbookRels(names));
      put("xl/styles.xml", STYLES);
      put("_rels/.rels", RELS);
      put("[Content_Types].xml", contentTypes(names));
      zip.end();
      return take();
    },
  };
}

type ZippedFile = { push(text: string, isLast?: boolean): void };

/**
 * A file of the zip. Each part is pressed by itself and ends on a whole byte, so the parts may stand one after the other; the system's
 * own zlib gives its memory back at once, which what is written in JavaScript cannot.
 */
function openFile(zip: Zip, filename: string): ZippedFile {
  const file: ZipInputFile = { filename, size: 0, crc: 0, compression: 8 };
  zip.add(file);
  return {
    push: (text, isLast = false) => {
      const plain = Buffer.from(text);
      file.crc = crc32(plain, file.crc);
      file.size += plain.byteLength;
      const finishFlush = isLast ? constants.Z_FINISH : constants.Z_SYNC_FLUSH;
      file.ondata?.(null, new Uint8Array(deflateRawSync(plain, { level: COMPRESSION, finishFlush })), isLast);
    },
  };
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const PANE =
  '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>';
const SHEET_FOOT = "</sheetData></worksheet>";

function sheetHead(columns: WorkbookWish["columns"]): string {
  const widths = columns.map(({ width }, place) => `<col min="${place + 1}" max="${place + 1}" width="${width}" customWidth="1"/>`);
  const names = columns.map(({ name }) => headCell(name));
  return `${XML}<worksheet xmlns="${MAIN}">${PANE}<cols>${widths.join("")}</cols><sheetData><row>${names.join("")}</row>`;
}

/** Styles by their place, as `workbook-cells.ts` names them: 1 is a time, 2 a head, 3 a day. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="2"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/><numFmt numFmtId="165" formatCode="yyyy\\-mm\\-dd"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="4"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/><xf numFmtId="165" applyNumberFormat="1"/></cellXfs></styleSheet>`;
const RELS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbook(name: string, sheets: readonly number[]): string {
  const entries = sheets.map((one) => `<sheet name="${name}${one === 1 ? "" : ` ${one}`}" sheetId="${one}" r:id="rId${one}"/>`);
  return `${XML}<workbook xmlns="${MAIN}" xmlns:r="${OFFICE}"><sheets>${entries.join("")}</sheets></workbook>`;
}

function workbookRels(sheets: readonly number[]): string {
  const entries = sheets.map((one) => `<Relationship Id="rId${one}" Type="${OFFICE}/worksheet" Target="worksheets/sheet${one}.xml"/>`);
  const styles = `<Relationship Id="rId${sheets.length + 1}" Type="${OFFICE}/styles" Target="styles.xml"/>`;
  return `${XML}<Relationships xmlns="${PACKAGE}/relationships">${entries.join("")}${styles}</Relationships>`;
}

function contentTypes(sheets: readonly number[]): string {
  const type = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const parts = [
    ["/xl/workbook.xml", `${type}.sheet.main+xml`],
    ["/xl/styles.xml", `${type}.styles+xml`],
    ...sheets.map((one) => [`/xl/worksheets/sheet${one}.xml`, `${type}.worksheet+xml`]),
  ].map(([name, kind]) => `<Override PartName="${name}" ContentType="${kind}"/>`);
  return `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>${parts.join("")}</Types>`;
}
