import { csvLine } from "@/lib/base/csv";
import { isCurrency } from "@/lib/base/currency";
import { money, toDecimal } from "@/lib/base/money";
import { CURRENCY_PLACE, EXPORT_COLUMNS } from "@/lib/domain/export/export-columns";
import type { ExportWriter } from "./export-writer";
import type { ExportRow } from "./read-export-rows";

/** Plain CSV (RFC 4180, UTF-8), with what spreadsheets would run made harmless. */
export function csvWriter(): ExportWriter {
  return {
    begin: () => [Buffer.from(csvLine(EXPORT_COLUMNS.map(({ name, kind }) => (kind === "time" ? `${name}_utc` : name))))],
    rows: (rows) => [Buffer.from(rows.map((row) => csvLine(cellsOf(row))).join(""))],
    end: () => [],
  };
}

function cellsOf(row: ExportRow): readonly (string | null)[] {
  return row.map((cell, place) => (EXPORT_COLUMNS[place]?.kind === "amount" ? decimalOf(cell, row[CURRENCY_PLACE]) : cell));
}

function decimalOf(minor: string | null, currency: string | null | undefined): string | null {
  if (minor === null || !currency || !isCurrency(currency)) return minor;
  return toDecimal(money(BigInt(minor), currency));
}
