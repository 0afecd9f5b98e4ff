import { describe, expect, test } from "vitest";
import { type LookUpReading, MOST_IDS, readLookUp } from "./look-up-question";
import { readSpokenDay } from "./spoken-day";

const PLACE = { today: "2026-11-30", locale: "en-GB" };

function readings(text: string): readonly LookUpReading[] {
  const question = readLookUp(text, PLACE);
  return question.kind === "one" ? question.readings : [];
}

function kinds(text: string): string {
  const question = readLookUp(text, PLACE);
  return question.kind === "one" ? question.readings.map(({ kind }) => kind).join(" ") : question.kind;
}

describe("what was pasted is recognised", () => {
  test.each([
    ["CF-7K3M-9Q2X-4B8T", "number"],
    ["cf7k3m 9q2x 4b8t", "number"],
    ["Anna.Schmidt@Example.test", "email identifier"],
    ["DE89 3704 0044 0532 0130 00", "account identifier"],
    ["20-00-00 55779911", "account identifier"],
    ["55779911", "account identifier"],
    ["0x52908400098527886E0F7030069857D2E4169EE7", "account identifier"],
    ["1585", "lastFour identifier"],
    ["•• 1585", "lastFour identifier"],
    ["ending in 1585", "lastFour identifier name"],
    ["f4184fc596403b9d638783cf57adfe4c75c605f6356fbc91338530e9831e9e16", "identifier"],
    ["2f0c7a7e-52a4-4a26-9f0e-1d8c52cf1f6c", "identifier"],
    ["ORD-2026/77", "identifier"],
    ["Invoice 1042", "identifier name"],
    ["Zoë Müller-Lüdenscheidt", "identifier name"],
    ["schmidt, anna", "identifier name"],
    ["Anna Maria Schmidt", "identifier name"],
    ["120.00 EUR 2026-11-20", "amount"],
    ["€1.250,00 on 3 November", "amount"],
    ["£45 yesterday", "amount"],
    ["120.50", "amount identifier"],
    ["120 eur", "amount identifier name"],
    ["ab", "nothing"],
    ["   ", "nothing"],
  ])("%s is %s", (text, expected) => expect(kinds(text)).toBe(expected));

  test("letters that our numbers do not have are put right", () => {
    expect(readings("CF-7K3M-9Q2X-4BOI")).toEqual([{ kind: "number", number: "CF7K3M9Q2X4B01" }]);
  });

  test("an amount without a currency is one in each, and a thousand that may be a decimal is both", () => {
    const [plain] = readings("12.50 today");
    if (plain?.kind !== "amount") throw new Error("This is an amount.");
    expect(plain.day).toBe("2026-11-30");
    expect(plain.amounts).toContainEqual({ minor: 1250n, currency: "EUR" });
    expect(plain.amounts).toContainEqual({ minor: 12_500_000n, currency: "USDC" });
    expect(readings("1,250 USDC today")).toMatchObject([{ amounts: [{ minor: 1_250_000_000n }, { minor: 1_250_000n }] }]);
  });

  test("an IBAN whose check digits do not fit is still looked for, and that is said", () => {
    expect(readLookUp("DE88 3704 0044 0532 0130 00", PLACE)).toMatchObject({ note: expect.stringContaining("check digits do not fit") });
    expect(readLookUp("DE89 3704 0044 0532 0130 00", PLACE)).toMatchObject({ note: null });
  });
});

describe("many ids at once", () => {
  test.each([
    ["by lines", "ORD 1\nORD 2\r\n\nORD 3", ["ORD 1", "ORD 2", "ORD 3"]],
    ["by commas", "ORD-001, ORD-002,ORD-001", ["ORD-001", "ORD-002"]],
    ["by semicolons and in quotes", '"A 1";"B 2"', ["A 1", "B 2"]],
    ["by spaces, when all of them look like ids", "CF7K3M9Q2X4B8T ORD-1002 2f0c7a7e-52a4", ["CF7K3M9Q2X4B8T", "ORD-1002", "2f0c7a7e-52a4"]],
  ])("%s", (_, text, ids) => expect(readLookUp(text, PLACE)).toEqual({ kind: "many", ids, left: 0 }));

  test("beyond the most that are answered, it is said how many are left", () => {
    const ids = Array.from({ length: MOST_IDS + 7 }, (_, place) => `ORD-${place}`);
    expect(readLookUp(ids.join("\n"), PLACE)).toEqual({ kind: "many", ids: ids.slice(0, MOST_IDS), left: 7 });
  });
});

describe("a day as people say it", () => {
  test.each([
    ["5 2026-11-20", "2026-11-20", "5"],
    ["5 on 20.11.2026", "2026-11-20", "5 on"],
    ["20/11/26 5", "2026-11-20", "5"],
    ["11/20/2026", "2026-11-20", ""],
    ["5 EUR 3rd of November", "2026-11-03", "5 EUR"],
    ["Dec 3, 5.00", "2025-12-03", ", 5.00"],
    ["29 Feb", "2024-02-29", ""],
    ["3/12", "2025-12-03", ""],
    ["yesterday 7", "2026-11-29", "7"],
    ["12.50", null, "12.50"],
    ["31.02.2026", null, "31.02.2026"],
  ])("%s", (text, day, rest) => expect(readSpokenDay(text, PLACE.today)).toEqual({ day, rest }));
});
