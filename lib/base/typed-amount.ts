import { type Currency, decimalsOf } from "./currency";
import { numberFormat } from "./formats";
import { type Money, parseDecimal } from "./money";

/** What a person's typing can mean. `ambiguous` carries both readings, so that the screen asks instead of guessing. */
export type TypedAmount =
  | { readonly kind: "amount"; readonly amount: Money }
  | { readonly kind: "ambiguous"; readonly readings: readonly [Money, Money] }
  | { readonly kind: "empty" }
  | { readonly kind: "unreadable"; readonly sentence: string };

/** How a locale writes numbers: its decimal mark and its grouping mark. */
export type NumberMarks = { readonly decimal: string; readonly group: string };

export function numberMarks(locale: string): NumberMarks {
  const parts = numberFormat(locale).formatToParts(1234567.5);
  const mark = (type: string) => parts.find((part) => part.type === type)?.value ?? "";
  return { decimal: mark("decimal") || ".", group: mark("group") || "," };
}

/**
 * Reads an amount as people type it: "1.250,00", "1,250.00", "1 250", "1'250.50", "1250".
 * One separator followed by exactly three digits ("1.250", "1,250") is never guessed: it is `ambiguous` when both readings are
 * possible, and read as a thousand only when the locale groups that way and the currency has no such decimals.
 */
export function parseTypedAmount(typed: string, currency: Currency, locale: string): TypedAmount {
  const text = typed.normalize("NFKC").trim();
  if (text === "") return { kind: "empty" };
  const bare = text.replace(/[\s'\u2019_]/g, "");
  if (!/^[0-9.,]+$/.test(bare)) return unreadable("Use digits, with a point or a comma before the cents, such as 1250.00.");

  const marks = [...bare].filter((character) => character === "." || character === ",");
  if (marks.length === 0) return asAmount(bare, currency);

  const last = marks[marks.length - 1] ?? ".";
  const kinds = new Set(marks);
  if (kinds.size === 2) {
    const group = last === "." ? "," : ".";
    if (marks.filter((mark) => mark === last).length > 1) return unreadable("There are two decimal marks. Type it as 1250.00.");
    const [whole = "", fraction = ""] = splitLast(bare, last);
    if (!groupedByThree(whole, group)) return unreadable("The thousands are not in groups of three. Type it as 1250.00.");
    return asAmount(`${whole.replaceAll(group, "")}.${fraction}`, currency);
  }

  if (marks.length > 1) {
    if (!groupedByThree(bare, last)) return unreadable("The thousands are not in groups of three. Type it as 1250.00.");
    return asAmount(bare.replaceAll(last, ""), currency);
  }

  const [whole = "", fraction = ""] = splitLast(bare, last);
  const decimal = parseDecimal(`${whole || "0"}.${fraction || "0"}`, currency);
  const couldBeGroup = fraction.length === 3 && /^[1-9]\d{0,2}$/.test(whole);
  if (!couldBeGroup) return asAmount(`${whole || "0"}.${fraction || "0"}`, currency);

  const grouped = parseDecimal(whole + fraction, currency);
  if (!grouped) return unreadable(tooFine(currency));
  if (decimal) return { kind: "ambiguous", readings: [grouped, decimal] };
  // "1,255" can only be a thousand, yet a German writes decimals with the comma: asking costs a second, guessing a thousandfold.
  if (numberMarks(locale).group !== last) return unreadable(`${tooFine(currency)} For the thousand, type ${whole}${fraction}.`);
  return { kind: "amount", amount: grouped };
}

function asAmount(plain: string, currency: Currency): TypedAmount {
  const amount = parseDecimal(plain.replace(/\.$/, ""), currency);
  if (!amount) return unreadable(tooFine(currency));
  return { kind: "amount", amount };
}

function tooFine(currency: Currency): string {
  const decimals = decimalsOf(currency);
  return decimals === 0 ? `${currency} has no decimals.` : `${currency} has at most ${decimals} decimals.`;
}

function splitLast(text: string, mark: string): [string, string] {
  const at = text.lastIndexOf(mark);
  return [text.slice(0, at), text.slice(at + 1)];
}

function groupedByThree(text: string, group: string): boolean {
  return new RegExp(`^\\d{1,3}(\\${group}\\d{3})*$`).test(text) || /^\d+$/.test(text);
}

function unreadable(sentence: string): TypedAmount {
  return { kind: "unreadable", sentence };
}
