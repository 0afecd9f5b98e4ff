import { type Currency, decimalsOf, isCurrency } from "@/lib/base/currency";
import { type Money, parseDecimal } from "@/lib/base/money";
import { failed, ok, type Result } from "@/lib/base/result";
import { foldText } from "@/lib/base/text";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { type Cell, markOf, textOf } from "./cell";
import type { Conventions } from "./conventions";

/** Signs that mean one currency; a dollar or a crown may be several. */
const SIGNS: Readonly<Record<string, Currency>> = {
  "€": "EUR",
  "£": "GBP",
  zł: "PLN",
  "¥": "JPY",
  euro: "EUR",
  euros: "EUR",
  pounds: "GBP",
};

export function readCurrency(text: string): Currency | null {
  const bare = text.trim();
  const code = bare.toUpperCase();
  return isCurrency(code) ? code : (SIGNS[bare.toLowerCase()] ?? null);
}

/** "Betrag (EUR)": a heading may name the currency of its column. */
export function currencyInHeading(heading: string): Currency | null {
  const words = heading.split(/[^\p{L}€£¥]+/u).flatMap((word) => readCurrency(word) ?? []);
  return words.length === 1 ? (words[0] ?? null) : null;
}

/** The currency that stands beside the digits: "€ 12.50", "12,50 EUR". */
export function currencyBeside(text: string): Currency | null {
  const [beside] = text.match(/\p{L}+|[€£¥]/u) ?? [];
  return beside === undefined ? null : readCurrency(beside);
}

/** An amount of the file, by how the file writes numbers; never a guess between two readings. */
export function readMoney(cell: Cell, currency: Currency, { decimal }: Conventions): Result<Money, string> {
  const text = textOf(cell)
    .replace(/\p{L}+\.?|[€£¥$]/gu, "")
    .trim();
  if (foldText(textOf(cell)) === "") return failed("Give the amount.");
  if (/^[-−(].*|[-−]$/.test(text)) return failed("The amount must be more than zero.");
  const mark = markOf(cell);
  const amount = mark === "number" || mark === "formula" ? readExact(text, currency) : readTyped(text, currency, decimal);
  if (!amount.ok || amount.value.minor > 0n) return amount;
  return failed("The amount must be more than zero.");
}

function readExact(text: string, currency: Currency): Result<Money, string> {
  const exact = parseDecimal(text, currency);
  if (exact) return ok(exact);
  return /^\d+\.\d+$/.test(text) ? failed(`${text} has more decimals than ${currency}.`) : failed(`“${text}” is no amount.`);
}

function readTyped(text: string, currency: Currency, decimal: Conventions["decimal"]): Result<Money, string> {
  const read = parseTypedAmount(text, currency, decimal === "," ? "de-DE" : "en-GB");
  if (read.kind === "amount") return ok(read.amount);
  if (read.kind === "empty") return failed("Give the amount.");
  if (read.kind === "unreadable") return failed(read.sentence);
  const [grouped, decimalReading] = read.readings;
  // Three digits after the mark of the cents are no cents; that it is a thousand all the same would be a guess, and a thousandfold one.
  const isUnclear = decimal === null || (text.includes(decimal) && decimalsOf(currency) < 3);
  if (isUnclear) return failed(`“${text}” can be read two ways. Type it with its cents, such as 1250.00.`);
  return ok(text.includes(decimal) ? decimalReading : grouped);
}
