import { DAY_MS } from "@/lib/base/time";

const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The last day that spreadsheets know: 31 December 9999. */
const LAST_SERIAL = 2_958_465;

/** A spreadsheet's count of days as "2026-12-24"; null where it is none. Before March 1900 spreadsheets miscount, and nobody is paid then. */
export function serialDay(serial: number, is1904: boolean): string | null {
  if (serial < 61 || serial > LAST_SERIAL) return null;
  return new Date((is1904 ? EPOCH_1904 : EPOCH_1900) + Math.floor(serial) * DAY_MS).toISOString().slice(0, 10);
}

/** Whether a number format shows days: by its built-in number, or by the letters of days and years outside quotes and brackets. */
export function isCalendarFormat(id: number, code: string | undefined): boolean {
  if (code === undefined) return (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  const bare = code.replace(/"[^"]*"|\[[^\]]*\]|\\./g, "");
  return /[dy]/i.test(bare);
}
