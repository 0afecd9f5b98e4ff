/** One line of a CSV file (RFC 4180), safe to open in a spreadsheet. */
export function csvLine(cells: readonly (string | null)[]): string {
  return `${cells.map((cell) => quoted(harmless(cell ?? ""))).join(",")}\r\n`;
}

/** Spreadsheets run what begins like a formula. A quote before it makes it text there; reading it in again takes the quote away. */
function harmless(cell: string): string {
  return /^[\s']*[=+\-@\t\r|%]/.test(cell) ? `'${cell}` : cell;
}

/** The way back: to what stood there before it was made harmless. */
export function unguarded(cell: string): string {
  return /^'[\s']*[=+\-@\t\r|%]/.test(cell) ? cell.slice(1) : cell;
}

function quoted(cell: string): string {
  return /[",;\t\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
