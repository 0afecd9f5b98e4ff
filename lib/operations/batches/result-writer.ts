import { csvLine } from "@/lib/base/csv";
import { isCurrency } from "@/lib/base/currency";
import { toDecimal } from "@/lib/base/money";
import { DAY_MS } from "@/lib/base/time";
import { type Cell, markOf, textOf } from "@/lib/domain/batch/cell";
import type { Conventions } from "@/lib/domain/batch/conventions";
import { readDay } from "@/lib/domain/batch/read-day";
import { readMoney } from "@/lib/domain/batch/read-money";
import { RESULT_COLUMNS } from "@/lib/domain/batch/result";
import type { ResultFormat } from "@/lib/domain/batch/schema";
import { dayCell, numberCell, textCell } from "@/lib/operations/tables/workbook-cells";
import { workbookWriter } from "@/lib/operations/tables/workbook-writer";

/** A row of the file as it came, and what became of it. */
export type ResultRow = { readonly own: readonly Cell[]; readonly currency: string | null; readonly said: readonly string[] };

export type ResultWriter = {
  readonly begin: () => readonly Uint8Array[];
  readonly rows: (rows: readonly ResultRow[]) => readonly Uint8Array[];
  readonly end: () => readonly Uint8Array[];
};

type File = { readonly header: readonly string[]; readonly mapping: readonly string[]; readonly conventions: Conventions };

export function resultWriter(format: ResultFormat, file: File): ResultWriter {
  return format === "xlsx" ? workbook(file) : csv(file);
}

function csv({ header }: File): ResultWriter {
  return {
    begin: () => [Buffer.from(csvLine([...header, ...RESULT_COLUMNS]))],
    rows: (rows) => [Buffer.from(rows.map(({ own, said }) => csvLine([...own.map(textOf), ...said])).join(""))],
    end: () => [],
  };
}

/** Amounts as numbers and days as days, as the file was read; whatever else is a text and stays one, also where it begins like a formula. */
function workbook({ header, mapping, conventions }: File): ResultWriter {
  const columns = [...header, ...RESULT_COLUMNS].map((name) => ({ name, width: name === "reason" ? 48 : 18 }));
  const { begin, rows, end } = workbookWriter({ sheetName: "Result", columns });
  const cellOf = (cell: Cell, at: number, currency: string | null) => {
    const text = textOf(cell);
    if (mapping[at] === "amount" && currency !== null && isCurrency(currency)) {
      const amount = readMoney(cell, currency, conventions);
      if (amount.ok) return numberCell(toDecimal(amount.value));
    }
    const mark = markOf(cell);
    const day = mapping[at] === "send_on" || mark === "date" ? readDay(text, conventions) : null;
    if (day !== null) return dayCell(serialOf(day));
    // An account number or a reference is none, whatever the spreadsheet took it for.
    return mark === "number" && !mapping[at] && /^-?\d+(\.\d+)?$/.test(text) ? numberCell(text) : textCell(text);
  };
  const saidCell = (text: string, at: number) => (RESULT_COLUMNS[at] === "line" ? numberCell(text) : textCell(text));
  return {
    begin,
    rows: (slice) =>
      rows(slice.map(({ own, said, currency }) => [...own.map((cell, at) => cellOf(cell, at, currency)), ...said.map(saidCell)])),
    end,
  };
}

function serialOf(day: string): number {
  return (Date.parse(`${day}T00:00:00Z`) - Date.UTC(1899, 11, 30)) / DAY_MS;
}
