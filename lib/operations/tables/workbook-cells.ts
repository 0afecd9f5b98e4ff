// Cells of a sheet as their XML. A text is a text: a spreadsheet runs none of them, whatever it begins with.

/** A number in a spreadsheet keeps so many digits; a longer one stays text, since it would be rounded. */
const MOST_DIGITS = 15;

/** Styles by their place in `workbook-writer.ts`. */
const STYLES = { plain: 0, time: 1, head: 2, day: 3 } as const;

export const EMPTY_CELL = "<c/>";

export function textCell(text: string): string {
  return text === "" ? EMPTY_CELL : styledText(text, STYLES.plain);
}

export function headCell(text: string): string {
  return styledText(text, STYLES.head);
}

/** A plain decimal, such as "1250.00" or "-3". */
export function numberCell(decimal: string): string {
  return decimal.replace(/\D/g, "").replace(/^0+/, "").length > MOST_DIGITS ? textCell(decimal) : `<c><v>${decimal}</v></c>`;
}

/** The days since 1900 that spreadsheets count in. */
export function timeCell(serial: string): string {
  return `<c s="${STYLES.time}"><v>${serial}</v></c>`;
}

export function dayCell(serial: number): string {
  return `<c s="${STYLES.day}"><v>${serial}</v></c>`;
}

function styledText(text: string, style: number): string {
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
