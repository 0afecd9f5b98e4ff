import { strToU8, zipSync } from "fflate";

/** A cell of a test's workbook: text, a number as it is stored, or the cell's own XML. */
export type TestCell = string | number | { readonly xml: string };

type WorkbookWish = {
  readonly parts?: Readonly<Record<string, Uint8Array>>;
  readonly styles?: string;
  readonly sharedTexts?: readonly string[];
};

/** An XLSX workbook of one sheet, by hand, so that a test can put anything into it. */
export function aWorkbook(rows: readonly (readonly TestCell[])[], { parts = {}, styles = STYLES, sharedTexts = [] }: WorkbookWish = {}) {
  const sheet = rows.map(
    (cells, at) => `<row r="${at + 1}">${cells.map((cell, column) => cellXml(cell, `${letter(column)}${at + 1}`)).join("")}</row>`,
  );
  const shared = sharedTexts.map((text) => `<si><t>${escaped(text)}</t></si>`).join("");
  const all = {
    "[Content_Types].xml": strToU8("<Types/>"),
    "xl/workbook.xml": strToU8(
      '<workbook xmlns:r="r"><sheets><sheet name="Payouts" sheetId="1" r:id="rId1"/><sheet name="Notes" sheetId="2" r:id="rId2"/></sheets></workbook>',
    ),
    "xl/_rels/workbook.xml.rels": strToU8(
      '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Target="worksheets/sheet2.xml"/></Relationships>',
    ),
    "xl/styles.xml": strToU8(styles),
    "xl/sharedStrings.xml": strToU8(`<sst>${shared}</sst>`),
    "xl/worksheets/sheet1.xml": strToU8(`<worksheet><sheetData>${sheet.join("")}</sheetData></worksheet>`),
    ...parts,
  };
  return new Uint8Array(zipSync(all, { level: 1 }));
}

/** Style 0 is a number, 1 a day. */
const STYLES = '<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>';

function cellXml(cell: TestCell, reference: string): string {
  if (typeof cell === "number") return `<c r="${reference}"><v>${cell}</v></c>`;
  if (typeof cell === "string") return `<c r="${reference}" t="inlineStr"><is><t>${escaped(cell)}</t></is></c>`;
  return cell.xml.replace("<c", `<c r="${reference}"`);
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}

function letter(column: number): string {
  return String.fromCharCode(65 + column);
}
