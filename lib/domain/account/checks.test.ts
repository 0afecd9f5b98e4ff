import { describe, expect, test } from "vitest";
import { AccountAddress } from "./address";

/** What is stored of what was typed, or the sentence that people read. */
function read(address: unknown): unknown {
  const parsed = AccountAddress.safeParse(address);
  return parsed.success ? parsed.data : parsed.error.issues[0]?.message;
}

describe("an IBAN", () => {
  const typed = (iban: string) => read({ kind: "iban", iban });

  // From the registry of ISO 13616, and the providers' own samples.
  test.each([
    "DE89 3704 0044 0532 0130 00",
    "GB29 NWBK 6016 1331 9268 19",
    "FR14 2004 1010 0505 0001 3M02 606",
    "NL91 ABNA 0417 1643 00",
    "ES91 2100 0418 4502 0005 1332",
    "IT60 X054 2811 1010 0000 0123 456",
    "NO93 8601 1117 947",
    "MT84 MALT 0110 0001 2345 MTLC AST0 01S",
    "CH93 0076 2011 6238 5295 7",
    "de93-5001-0517-6719-4515-85",
  ])("%s is taken", (iban) => {
    expect(typed(iban)).toEqual({ kind: "iban", iban: iban.replace(/[ -]/g, "").toUpperCase() });
  });

  const MISTYPED = "The check digits do not fit: one of the characters is mistyped.";
  test.each([
    ["", "Enter the IBAN."],
    ["DE89 3704 0044 0532 0130 01", MISTYPED],
    ["DE98 3704 0044 0532 0130 00", MISTYPED],
    ["NL91 ABNA 0417 1643 01", MISTYPED],
    ["DE89 3704 0044 0532 0130 0", "An IBAN of DE has 22 characters; this one has 21."],
    ["GB29 NWBK 6016 1331 9268 199", "An IBAN of GB has 22 characters; this one has 23."],
    ["FR14 2004 1010 0505 0001 3M02", "An IBAN of FR has 27 characters; this one has 24."],
    ["XX89 3704 0044 0532 0130 00", "No country's IBAN begins with XX."],
    ["DE89/3704/0044/0532/0130/00", "An IBAN has only letters and digits."],
    ["370400440532013000", "No country's IBAN begins with 37."],
    ["DE89 3704 0044 0532 O130 00", MISTYPED],
  ])("%s is refused: %s", (iban, sentence) => {
    expect(typed(iban)).toBe(sentence);
  });
});

describe("a UK account", () => {
  const typed = (sortCode: string, accountNumber = "55779911") => read({ kind: "sortCode", sortCode, accountNumber });

  test.each([
    ["20-00-00", "55779911", "200000", "55779911"],
    ["20 00 00", "5577 9911", "200000", "55779911"],
    ["200000", "557799", "200000", "00557799"],
    ["20-00-00", "5577991", "200000", "05577991"],
    ["00-00-00", "00000000", "000000", "00000000"],
    ["40-47-84", "70872490", "404784", "70872490"],
    ["18-00-02", "00000190", "180002", "00000190"],
    ["08-99-99", "66374958", "089999", "66374958"],
    ["10-79-99", "88837491", "107999", "88837491"],
    ["82-06-35", "98380009", "820635", "98380009"],
  ])("%s %s is taken", (code, number, sortCode, accountNumber) => {
    expect(typed(code, number)).toEqual({ kind: "sortCode", sortCode, accountNumber });
  });

  const SIX = "A sort code has six digits, such as 20-00-00.";
  const EIGHT = "An account number has eight digits.";
  test.each([
    ["", "55779911", "Enter the sort code."],
    ["20-00-0", "55779911", SIX],
    ["20-00-000", "55779911", SIX],
    ["2O-00-00", "55779911", SIX],
    ["20.00.00", "55779911", SIX],
    ["20-00-00", "", "Enter the account number."],
    ["20-00-00", "55779", EIGHT],
    ["20-00-00", "557799111", EIGHT],
    ["20-00-00", "5577991A", EIGHT],
    ["20-00-00", "GB29NWBK", EIGHT],
  ])("%s %s is refused: %s", (code, number, sentence) => {
    expect(typed(code, number)).toBe(sentence);
  });
});

describe("a wallet known by its owner's e-mail, and an account that the receiver chooses", () => {
  test.each(["emailWallet", "chosenByReceiver"])("%s", (kind) => {
    for (const good of ["kim@example.com", "Kim.Roy@Example.co.uk", " kim+pay@sub.example.org ", "k@e.io", "o'neill@example.ie"]) {
      expect(read({ kind, email: good })).toEqual({ kind, email: good.trim().toLowerCase() });
    }
    for (const bad of ["kim", "kim@", "@example.com", "kim@example", "kim @example.com", "kim@exa mple.com", "kim..roy@example.com"]) {
      expect(read({ kind, email: bad })).toBe("This is not an e-mail address, such as kim@example.com.");
    }
    expect(read({ kind, email: "" })).toBe("Enter the e-mail address.");
  });
});

describe("a number of a country that we have no rules for", () => {
  const SHAPE = "A number has letters and digits only, at most 34.";
  // Sample numbers of the bank associations of Poland, Sweden and Denmark, BICs and clearing numbers.
  const good = [
    "CHASUS33",
    "DEUTDEFF500",
    "1020 1026 0000 0422 7020 1111",
    "5000-0000-0583-9825-7466",
    "0040 0440 116243",
    "8327-9",
    "HSBCHKHH",
    "12",
    "SW0123456789",
    "a".repeat(34),
  ];
  const bad = ["1", "a".repeat(35), "12/34", "12.34", "ÄB12", "12_34", "#1234", "12,34", "(12)34", "12+34"];

  test.each(good)("%s is taken as a bank's code, an account number and a whole number", (typed) => {
    const bare = typed.replace(/[ -]/g, "").toUpperCase();
    expect(read({ kind: "bban", bban: typed })).toEqual({ kind: "bban", bban: bare });
    expect(read({ kind: "bankCode", code: typed, accountNumber: typed })).toEqual({ kind: "bankCode", code: bare, accountNumber: bare });
  });

  test.each(bad)("%s is refused", (typed) => {
    expect(read({ kind: "bban", bban: typed })).toBe(SHAPE);
    expect(read({ kind: "bankCode", code: typed, accountNumber: "1234" })).toBe(SHAPE);
    expect(read({ kind: "bankCode", code: "1234", accountNumber: typed })).toBe(SHAPE);
  });

  test("nothing is refused with what to do", () => {
    expect(read({ kind: "bban", bban: " " })).toBe("Enter the number.");
  });
});
