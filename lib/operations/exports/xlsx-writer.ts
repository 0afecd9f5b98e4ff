import { strToU8, Zip, ZipDeflate } from "fflate";
import { isCurrency } from "@/lib/base/currency";
import { money, toDecimal } from "@/lib/base/money";
import { CURRENCY_PLACE, EXPORT_COLUMNS, type ExportKind } from "@/lib/domain/export/export-columns";
import type { ExportWriter } from "./export-writer";
import type { ExportRow } from "./read-export-rows";

/** What a sheet of Excel holds, its head included; what is more goes on the next sheet. */
const MOST_ROWS = 1_048_576;
/** A number in a spreadsheet keeps so many digits; a longer amount stays text, since it would be rounded. */
const MOST_DIGITS = 15;
const COMPRESSION = 1;

/**
 * A workbook (ECMA-376) as it is written: the sheet's XML row by row into a zip that is never held. Times are real times in the
 * merchant's zone, amounts real numbers, and a text is text: a spreadsheet runs none of them.
 */
export function xlsxWriter({ timeZone, sheetRows = MOST_ROWS }: { timeZone: string; sheetRows?: number }): ExportWriter {
  const bytes: Uint8Array[] = [];
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    bytes.push(chunk);
  });
  const take = () => bytes.splice(0);
  const put = (name: string, text: string) => {
    const file = openFile(zip, name);
    file.push(strToU8(text), true);
  };
  let sheets = 0;
  let written = 0;
  let sheet: ZipDeflate | null = null;

  const openSheet = () => {
    sheets += 1;
    written = 1;
    sheet = openFile(zip, `xl/worksheets/sheet${sheets}.xml`);
    sheet.push(strToU8(SHEET_HEAD + headRow(timeZone)));
    return sheet;
  };
  const closeSheet = () => {
    sheet?.push(strToU8(SHEET_FOOT), true);
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
        const open: ZipDeflate = sheet ?? openSheet();
        const fitting = rows.slice(from, from + sheetRows - written);
        open.push(strToU8(fitting.map((row) => rowOf(row)).join("")));
        written += fitting.length;
        from += fitting.length;
      }
      return take();
    },
    end: () => {
      closeSheet();
      const names = Array.from({ length: sheets }, (_, place) => place + 1);
      put("xl/workbook.xml", workbook(names));
      put("xl/_rels/workbook.xml.rels", workbookRels(names));
      put("xl/styles.xml", STYLES);
      put("_rels/.rels", RELS);
      put("[Content_Types].xml", contentTypes(names));
      zip.end();
      return take();
    },
  };
}

function openFile(zip: Zip, name: string): ZipDeflate {
  const file = new ZipDeflate(name, { level: COMPRESSION });
  zip.add(file);
  return file;
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";

const SHEET_HEAD = `${XML}<worksheet xmlns="${MAIN}"><sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView></sheetViews><cols>${EXPORT_COLUMNS.map(
  ({ kind }, place) => `<col min="${place + 1}" max="${place + 1}" width="${kind === "time" ? 19 : 16}" customWidth="1"/>`,
).join("")}</cols><sheetData>`;
const SHEET_FOOT = "</sheetData></worksheet>";

/** Styles by their place in `STYLES`: 1 is a time, 2 a head. */
const STYLES = `${XML}<styleSheet xmlns="${MAIN}"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd\\ hh:mm:ss"/></numFmts><fonts count="2"><font/><font><b/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs><cellXfs count="3"><xf/><xf numFmtId="164" applyNumberFormat="1"/><xf fontId="1" applyFont="1"/></cellXfs></styleSheet>`;
const RELS = `${XML}<Relationships xmlns="${PACKAGE}/relationships"><Relationship Id="rId1" Type="${OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>`;

function workbook(sheets: readonly number[]): string {
  const entries = sheets.map((one) => `<sheet name="Payouts${one === 1 ? "" : ` ${one}`}" sheetId="${one}" r:id="rId${one}"/>`);
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

function headRow(timeZone: string): string {
  const names = EXPORT_COLUMNS.map(({ name, kind }) => (kind === "time" ? `${name} (${timeZone})` : name).replaceAll("_", " "));
  return `<row>${names.map((name) => textCell(name, 2)).join("")}</row>`;
}

function rowOf(row: ExportRow): string {
  const currency = row[CURRENCY_PLACE];
  const cells = EXPORT_COLUMNS.map(({ kind }, place) => CELLS[kind](row[place] ?? "", currency ?? ""));
  return `<row>${cells.join("")}</row>`;
}

const CELLS: Readonly<Record<ExportKind, (text: string, currency: string) => string>> = {
  text: (text) => (text === "" ? "<c/>" : textCell(text, 0)),
  time: (serial) => (serial === "" ? "<c/>" : `<c s="1"><v>${serial}</v></c>`),
  amount: (minor, currency) => {
    if (minor === "" || !isCurrency(currency)) return minor === "" ? "<c/>" : textCell(minor, 0);
    const decimal = toDecimal(money(BigInt(minor), currency));
    return minor.replace("-", "").length > MOST_DIGITS ? textCell(decimal, 0) : `<c><v>${decimal}</v></c>`;
  },
};

function textCell(text: string, style: 0 | 2): string {
  return `<c t="inlineStr"${style === 0 ? "" : ` s="${style}"`}><is><t xml:space="preserve">${escapeXml(text)}</t></is></c>`;
}

/** Characters that XML cannot hold are left out; a spreadsheet would call the whole file broken. */
function escapeXml(text: string): string {
  if (!/[&<>\p{Cc}\p{Cs}\ufffe\uffff]/u.test(text)) return text;
  return text
    .replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, (character) => ("\t\n\r".includes(character) ? character : ""))
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;");
}
