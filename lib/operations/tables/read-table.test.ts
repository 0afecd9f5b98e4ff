import { describe, expect, test } from "vitest";
import { recogniseColumns, takeHeader } from "@/lib/domain/batch/columns";
import { findConventions } from "@/lib/domain/batch/conventions";
import { readBatchRow } from "@/lib/domain/batch/read-row";
import type { Table } from "@/lib/domain/batch/table";
import { hostileFiles } from "@/lib/testing/hostile-files";
import { aWorkbook } from "@/lib/testing/workbooks";
import { readTable } from "./read-table";

function read(bytes: Uint8Array): Table {
  const table = readTable(bytes);
  if (!table.ok) throw new Error(table.error);
  return table.value;
}

/** To the very end of what is pure: rows as payouts. */
function readAll({ rows }: Table) {
  const headed = takeHeader(rows);
  const mapping = recogniseColumns({ ...headed, remembered: new Map() });
  const conventions = findConventions(headed.rows, mapping);
  return headed.rows.slice(0, 1000).map(({ cells }) => readBatchRow(cells, {}, { mapping, conventions, currency: null }));
}

const bytesOf = (text: string) => new TextEncoder().encode(text);

describe("a file", () => {
  test("is read in each encoding and with each separator, and both are said", () => {
    const text = "Empfänger;IBAN;Betrag\nJörg;DE89370400440532013000;12,50\n";
    const wide = new Uint8Array(new Uint16Array([0xfeff, ...[...text].map((letter) => letter.charCodeAt(0))]).buffer);
    const latin = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
    for (const [bytes, encoding] of [
      [bytesOf(text), "UTF-8"],
      [bytesOf(`\uFEFF${text}`), "UTF-8 with a mark"],
      [wide, "UTF-16"],
      [wide.slice(2), "UTF-16"],
      [latin, "Windows-1252"],
    ] as const) {
      const table = read(bytes);
      expect(table.said).toEqual([`Text in ${encoding}, with semicolons between the columns.`]);
      expect(table.rows[1]).toEqual({ line: 2, cells: ["Jörg", "DE89370400440532013000", "12,50"] });
    }
    expect(read(bytesOf("name\tiban\nAnna\tDE89\n")).said).toEqual(["Text in UTF-8, with tabs between the columns."]);
  });

  test("can be a workbook, with what its cells are", () => {
    const table = read(
      aWorkbook(
        [
          ["name", "amount", "day", "sum", "long", "shared"],
          [
            "Anna & Co",
            0.1 + 0.2,
            { xml: '<c s="1"><v>46380</v></c>' },
            { xml: "<c><f>A1+1</f><v>12.5</v></c>" },
            { xml: "<c><v>1.234567890123456E15</v></c>" },
            { xml: '<c t="s"><v>0</v></c>' },
          ],
        ],
        { sharedTexts: ["Ben"] },
      ),
    );
    expect(table.said).toEqual(["XLSX workbook, sheet “Payouts”.", "Only the first sheet is read; the others are Notes."]);
    expect(table.rows[1]?.cells).toEqual([
      "Anna & Co",
      { text: "0.3", mark: "number" },
      { text: "2026-12-24", mark: "date" },
      { text: "12.5", mark: "formula" },
      { text: "1234567890123460", mark: "number" },
      "Ben",
    ]);
  });

  test("of 5,000 rows is read from its beginning alone where only that is wanted", () => {
    const rows = Array.from({ length: 5000 }, (_, at) => [`Person ${at}`, at]);
    const bytes = aWorkbook([["name", "amount"], ...rows]);
    expect(readTable(bytes, 100)).toMatchObject({ ok: true, value: { isWhole: false, rows: { length: 100 } } });
    expect(readTable(bytes)).toMatchObject({ ok: true, value: { isWhole: true, rows: { length: 5001 } } });
  });

  // Each in a few milliseconds but for the bombs, which are unpacked up to their bound.
  test("that is hostile gives rows or a sentence, and nothing else", { timeout: 120_000 }, () => {
    const files = hostileFiles();
    expect(files.length).toBeGreaterThanOrEqual(500);
    const before = process.memoryUsage().rss;
    for (const { name, bytes } of files) {
      const table = readTable(bytes);
      if (name.startsWith("a bomb"))
        expect({ name, isRead: table.ok, isSmall: bytes.length < 2_000_000 }).toEqual({ name, isRead: false, isSmall: true });
      if (!table.ok) expect(table.error, name).toMatch(/^[A-Z].{15,}\.$/s);
      else
        for (const row of readAll(table.value))
          expect(
            row.faults.every(({ sentence }) => sentence.length > 5),
            name,
          ).toBe(true);
    }
    expect(process.memoryUsage().rss - before).toBeLessThan(1024 * 1024 * 1024);
  });
});
