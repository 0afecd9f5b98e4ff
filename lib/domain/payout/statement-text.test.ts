import { expect, test } from "vitest";
import { defaultStatementText } from "./statement-text";

test.each([
  ["Invoice 1042", "Invoice 1042"],
  ["Rückzahlung für Juni", "Rueckzahlung fuer Juni"],
  ["Ru\u0308ckzahlung", "Rueckzahlung"],
  ["Café Ærø №7", "Cafe Aeroe No7"],
  ["//Bill//7/", "Bill/7"],
  ["Prize #12 (June)", "Prize 12 June"],
  ["賞金", "CF7K3M9Q2X4B8T"],
])("%s is on the statement as %s", (reference, text) => {
  expect(defaultStatementText(reference, { number: "CF7K3M9Q2X4B8T", limit: 140 })).toBe(text);
});

test("is cut to what the rail carries", () => {
  expect(defaultStatementText("Rückzahlung für Juni", { number: "CF7K3M9Q2X4B8T", limit: 18 })).toBe("Rueckzahlung fuer");
});
