import { describe, expect, test } from "vitest";
import { csvLine, unguarded } from "@/lib/base/csv";
import { ACCOUNT_COLUMNS, accountCells } from "./csv-columns";
import { readImportRow } from "./import";

const ANNA = { reference: "CUS-1", name: "Anna Schmidt" };

describe("a row of an import", () => {
  test.each([
    [{ iban: "DE89 3704 0044 0532 0130 00" }, { kind: "iban", iban: "DE89370400440532013000" }],
    [
      { sort_code: "20-00-00", account_number: "55779911" },
      { kind: "sortCode", sortCode: "200000", accountNumber: "55779911" },
    ],
    [
      { bsb: "062-000", account_number: "11223344" },
      { kind: "bsb", bsb: "062000", accountNumber: "11223344" },
    ],
    [
      { transit: "00012", institution: "003", account_number: "1234567" },
      { kind: "cadEft", accountType: "checking" },
    ],
    [
      { routing_number: "021000021", account_number: "123456789", account_type: "Savings" },
      { kind: "aba", accountType: "savings" },
    ],
    [{ account_kind: "nz_account", account_number: "01-0902-0068389-00" }, { kind: "nzAccount" }],
    [
      { account_kind: "interac", account_email: "anna@example.test" },
      { kind: "interac", name: "Anna Schmidt" },
    ],
  ])("%j is an account", (cells, address) => {
    const row = readImportRow({ ...ANNA, ...cells }, 2);
    expect(row).toMatchObject({ kind: "good", receiver: { account: { holderName: "Anna Schmidt", address } } });
  });

  test("without an account is a receiver all the same, with tags and the rest as the form would take them", () => {
    const row = readImportRow(
      { ...ANNA, kind: "Company", country: "de", language: "DE", tags: "VIP; monthly", email: "a@example.test" },
      3,
    );
    expect(row).toMatchObject({
      kind: "good",
      receiver: { kind: "company", country: "DE", language: "de", tags: ["monthly", "vip"], reference: "CUS-1", account: undefined },
    });
  });

  test.each([
    [{ name: "" }, /name: Give the receiver's name/],
    [{ reference: "" }, /reference: Give a reference/],
    [{ kind: "robot" }, /kind: Choose person or company/],
    [{ email: "not an address" }, /email: This is not an e-mail/],
    [{ country: "Germany" }, /country: Give the country as two letters/],
    [{ iban: "DE88 3704 0044 0532 0130 00" }, /^iban: /],
    [{ sort_code: "20-00", account_number: "55779911" }, /^sort_code: /],
    [{ account_number: "55779911" }, /Say in account_kind/],
    [{ account_kind: "piggyBank" }, /"piggyBank" is no kind of account/],
    [{ account_kind: "ownAccount" }, /no kind of account/],
  ])("%j is told by its column", (cells, sentence) => {
    const row = readImportRow({ ...ANNA, ...cells }, 4);
    expect(row).toMatchObject({ kind: "bad", line: 4, sentences: expect.arrayContaining([expect.stringMatching(sentence)]) });
  });
});

describe("a line of an export", () => {
  test.each(["=1+1", "+49 30", "-12", "@SUM(A1)", "\t=1", "  =cmd|'/c calc'!A1", "|x", "'=1"])(
    "%j is text in every spreadsheet, and itself again",
    (cell) => {
      const line = csvLine([cell]);
      expect(line.replace(/^"/, "").startsWith("'")).toBe(true);
      const read = line.trimEnd().replace(/^"(.*)"$/s, (_, inner: string) => inner.replaceAll('""', '"'));
      expect(unguarded(read)).toBe(cell);
    },
  );

  test("quotes what would break the line", () => {
    expect(csvLine(['Say "hi"', "a,b", "a\nb", null, "plain"])).toBe('"Say ""hi""","a,b","a\nb",,plain\r\n');
  });

  test("brings an account back as it was", () => {
    const address = { kind: "cadEft", institution: "003", transit: "00012", accountNumber: "1234567", accountType: "savings" } as const;
    const cells = Object.fromEntries(ACCOUNT_COLUMNS.map((column, at) => [column, accountCells({ holderName: "Ann", address })[at] ?? ""]));
    expect(readImportRow({ ...ANNA, ...cells }, 2)).toMatchObject({ kind: "good", receiver: { account: { holderName: "Ann", address } } });
  });
});
