import { describe, expect, test } from "vitest";
import type { Cell } from "./cell";
import { recogniseColumns, takeHeader } from "./columns";
import { findConventions, sayConventions } from "./conventions";
import { currencyInHeading } from "./read-money";
import { type RowEdits, readBatchRow } from "./read-row";

/** From cells to rows, as the desk does it; the first line is the heading where it is one. */
function readLines(lines: readonly (readonly Cell[])[], edits: RowEdits = {}, remembered = new Map()) {
  const headed = takeHeader(lines.map((cells, at) => ({ line: at + 1, cells })));
  const mapping = recogniseColumns({ ...headed, remembered });
  const conventions = findConventions(headed.rows, mapping);
  const currency = headed.header.map(currencyInHeading).find((one) => one !== null) ?? null;
  return { mapping, conventions, rows: headed.rows.map(({ cells }) => readBatchRow(cells, edits, { mapping, conventions, currency })) };
}

const IBAN = "DE89370400440532013000";
const faultsOf = (cells: readonly Cell[], header = ["name", "iban", "amount", "currency", "reference"]) =>
  readLines([header, cells]).rows[0]?.faults ?? [];

describe("columns", () => {
  test.each([
    [
      ["Empfänger", "IBAN", "Betrag", "Währung", "Verwendungszweck"],
      ["name", "iban", "amount", "currency", "statement_text"],
    ],
    [
      ["Nom du bénéficiaire", "Compte", "Montant", "Devise", "Référence"],
      ["name", "account", "amount", "currency", "reference"],
    ],
    [
      ["Importe (EUR)", "Beneficiario", "Concepto", "IBAN"],
      ["amount", "name", "statement_text", "iban"],
    ],
    [
      ["Order ID", "Amount", "CCY", "Your reference"],
      ["order_id", "amount", "currency", "reference"],
    ],
    [
      ["sort_code", "account_number", "Payee", "Amount in GBP", "Shoe size"],
      ["sort_code", "account_number", "name", "amount", null],
    ],
  ])("%j are recognised by their names", (header, expected) => {
    expect(readLines([header, header.map(() => "x")]).mapping).toEqual(expected);
  });

  test("without a heading are recognised by what stands in them", () => {
    const { mapping, rows } = readLines([
      ["12,50", "Anna Schmidt", IBAN, "EUR", "R1"],
      ["1.000,00", "Ben Ode", "GB33BUKB20201555555555", "EUR", "R2"],
    ]);
    expect(mapping).toEqual(["amount", "name", "iban", "currency", null]);
    expect(rows.map(({ amount }) => amount?.minor)).toEqual([1250n, 100000n]);
  });

  test("mean what somebody said before, whatever the desk would guess", () => {
    const remembered = new Map([["netto", "amount"] as const, ["amount", null] as const]);
    expect(
      readLines(
        [
          ["Netto", "Amount"],
          ["1.00", "2.00"],
        ],
        {},
        remembered,
      ).mapping,
    ).toEqual(["amount", null]);
  });
});

describe("a row", () => {
  const header = ["name", "iban", "amount", "currency", "reference"];

  test("becomes a payout", () => {
    const { rows } = readLines([header, ["Anna Schmidt", "DE89 3704 0044 0532 0130 00", "12.50", "eur", "R-1"]]);
    expect(rows[0]).toMatchObject({
      target: { type: "account", name: "Anna Schmidt", account: { kind: "iban", iban: IBAN } },
      amount: { minor: 1250n, currency: "EUR" },
      reference: "R-1",
      faults: [],
      doubts: [],
    });
  });

  test("goes back to the order that paid in, and never to an account besides", () => {
    const orders = ["order id", "iban", "amount", "currency", "reference"];
    expect(readLines([orders, ["ORD-1", "", "5.00", "EUR", "R"]]).rows[0]?.target).toEqual({ type: "order", orderId: "ORD-1" });
    expect(faultsOf(["ORD-1", IBAN, "5.00", "EUR", "R"], orders)).toMatchObject([{ field: "order_id" }]);
  });

  test.each([
    ["1,250", "1,50", 125000n],
    ["1.250", "1,50", 125000n],
    ["1,250", "1.50", 125000n],
    ["1.250,00", "3,50", 125000n],
    ["1'250.00", "3.50", 125000n],
    ["€ 12,50", "3,50", 1250n],
    ["12,50 EUR", "3,50", 1250n],
  ])("with the amount %s in a file that has %s", (written, other, minor) => {
    const [first] = readLines([header, ["Anna", IBAN, written, "EUR", "R"], ["Ben", IBAN, other, "EUR", "R"]]).rows;
    // A comma before three digits is no thousand where the file writes cents with commas.
    const isUnreadable = written === "1,250" && other === "1,50";
    expect(first?.amount?.minor ?? null).toBe(isUnreadable ? null : minor);
  });

  test("whose amount can be read two ways is asked about where nothing in the file tells", () => {
    const btc = readLines([
      ["wallet address", "name", "amount", "currency", "reference", "chain"],
      ["x", "Anna", "1.250", "BTC", "R", "bitcoin"],
    ]);
    expect(btc.rows[0]?.faults.find(({ field }) => field === "amount")?.sentence).toContain("two ways");
  });

  test.each([
    ["-5.00", /more than zero/],
    ["(5.00)", /more than zero/],
    ["0", /more than zero/],
    ["", /Give the amount/],
    ["12.345", /decimals/],
    ["1.23E+15", /two|digits|amount/],
    ["=A1*2", /formula/],
    ["#REF!", /could not calculate/],
  ])("with the amount %j says why not", (amount, sentence) => {
    expect(faultsOf(["Anna", IBAN, amount, "EUR", "R"]).map((fault) => fault.sentence)).toEqual([expect.stringMatching(sentence)]);
  });

  test.each([
    [{ text: "1.23E+15", mark: "number" } as const, /shortened this number/],
    [{ text: "1234567890123460", mark: "number" } as const, /fifteen digits/],
    ["1,23457E+15", /shortened this number/],
    [{ text: "", mark: "unsaved" } as const, /never calculated/],
  ])("with the account %j is named as spreadsheet damage", (account, sentence) => {
    expect(faultsOf(["Anna", account, "5.00", "EUR", "R"], ["name", "account", "amount", "currency", "reference"])).toMatchObject([
      { field: "account", sentence: expect.stringMatching(sentence) },
    ]);
  });

  test("that has lost its leading zeros is offered them again", () => {
    const header = ["name", "sort code", "account number", "amount", "currency", "reference"];
    const faults = faultsOf(["Anna", { text: "40478", mark: "number" }, { text: "1234567", mark: "number" }, "5.00", "GBP", "R"], header);
    expect(faults).toMatchObject([
      { field: "sort_code", suggestion: "040478" },
      { field: "account_number", suggestion: "01234567" },
    ]);
  });

  test("is mended by what somebody types, whatever the file says", () => {
    const { rows } = readLines([header, ["Anna", "DE88370400440532013000", "", "", "R"]], { iban: IBAN, amount: "7.00", currency: "EUR" });
    expect(rows[0]).toMatchObject({ faults: [], amount: { minor: 700n } });
  });

  test("with a day that may be two asks, and reads it where another row tells", () => {
    const dated = [...header, "due date"];
    const row = (day: string) => ["Anna", IBAN, "5.00", "EUR", "R", day];
    expect(readLines([dated, row("03/04/2027")]).rows[0]?.faults).toMatchObject([{ field: "send_on" }]);
    const told = readLines([dated, row("03/04/2027"), row("25/04/2027")]);
    expect(told.rows[0]).toMatchObject({ sendOn: "2027-04-03", faults: [] });
    expect(sayConventions(told.conventions)).toContain("Dates begin with the day.");
  });

  test("whose name is garbled is doubted", () => {
    expect(readLines([header, ["JÃ¼rgen MÃ¼ller", IBAN, "5.00", "EUR", "R"]]).rows[0]?.doubts).toMatchObject([{ kind: "unlikely" }]);
  });
});
