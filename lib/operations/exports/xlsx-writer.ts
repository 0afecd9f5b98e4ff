import { isCurrency } from "@/lib/base/currency";
import { money, toDecimal } from "@/lib/base/money";
import { CURRENCY_PLACE, EXPORT_COLUMNS, type ExportKind } from "@/lib/domain/export/export-columns";
import { EMPTY_CELL, numberCell, textCell, timeCell } from "@/lib/operations/tables/workbook-cells";
import { workbookWriter } from "@/lib/operations/tables/workbook-writer";
import type { ExportWriter } from "./export-writer";
import type { ExportRow } from "./read-export-rows";

/** A workbook of payouts. Times are real times in the merchant's zone, amounts real numbers, and a text is text: a spreadsheet runs none of them. */
export function xlsxWriter({ timeZone, sheetRows }: { timeZone: string; sheetRows?: number }): ExportWriter {
  const columns = EXPORT_COLUMNS.map(({ name, kind }) => ({
    name: (kind === "time" ? `${name} (${timeZone})` : name).replaceAll("_", " "),
    width: kind === "time" ? 19 : 16,
  }));
  const { begin, rows, end } = workbookWriter({ sheetName: "Payouts", columns, ...(sheetRows === undefined ? {} : { sheetRows }) });
  return { begin, rows: (slice) => rows(slice.map(cellsOf)), end };
}

function cellsOf(row: ExportRow): readonly string[] {
  const currency = row[CURRENCY_PLACE] ?? "";
  return EXPORT_COLUMNS.map(({ kind }, place) => CELLS[kind](row[place] ?? "", currency));
}

const CELLS: Readonly<Record<ExportKind, (text: string, currency: string) => string>> = {
  text: textCell,
  time: (serial) => (serial === "" ? EMPTY_CELL : timeCell(serial)),
  amount: (minor, currency) => {
    if (minor === "" || !isCurrency(currency)) return textCell(minor);
    return numberCell(toDecimal(money(BigInt(minor), currency)));
  },
};
