import { CURRENCIES, type Currency, isCurrency } from "@/lib/base/currency";
import type { Day } from "@/lib/base/day";
import type { Money } from "@/lib/base/money";
import { foldText, stripSpaces } from "@/lib/base/text";
import { parseTypedAmount } from "@/lib/base/typed-amount";
import { checkIban } from "@/lib/domain/account/checks";
import { readSpokenDay } from "./spoken-day";

/** One way to understand what was pasted. Each is one question to the database. */
export type LookUpReading =
  /** A payout's own number, as it stands on the counterfoil. */
  | { readonly kind: "number"; readonly number: string }
  /** An id or a reference of anybody's: ours, the merchant's, the provider's, a bank's, a chain's. */
  | { readonly kind: "identifier"; readonly text: string }
  /** A whole account number, or what people say of one without bank and branch. */
  | { readonly kind: "account"; readonly number: string }
  | { readonly kind: "lastFour"; readonly ending: string }
  | { readonly kind: "email"; readonly email: string }
  /** The amounts that the typing can mean: "1,250" is two, and without a currency it is one in each. */
  | { readonly kind: "amount"; readonly amounts: readonly Money[]; readonly day: Day | null }
  | { readonly kind: "name"; readonly words: readonly string[] };

export type LookUpQuestion =
  | { readonly kind: "nothing" }
  /** Likeliest reading first. `note` says what is odd about the text, such as check digits that do not fit. */
  | { readonly kind: "one"; readonly text: string; readonly readings: readonly LookUpReading[]; readonly note: string | null }
  /** Each on its own line or apart by commas; `left` are those beyond the most that are answered at once. */
  | { readonly kind: "many"; readonly ids: readonly string[]; readonly left: number };

export const MOST_IDS = 500;
export const LONGEST_LOOK_UP = 40_000;
const LONGEST_TEXT = 200;
const LEAST_CHARACTERS = 3;

/** What people know about today and about how numbers are written where they are. */
export type LookUpPlace = { readonly today: Day; readonly locale: string };

/** Recognises what was pasted. Where it can be several things all of them are asked, so that nobody has to say which it is. */
export function readLookUp(pasted: string, place: LookUpPlace): LookUpQuestion {
  const text = pasted.trim();
  if (text.length < LEAST_CHARACTERS) return { kind: "nothing" };
  const ids = idsIn(text);
  if (ids) return { kind: "many", ids: ids.slice(0, MOST_IDS), left: Math.max(0, ids.length - MOST_IDS) };
  const one = text.replace(/\s+/g, " ").slice(0, LONGEST_TEXT);
  return { kind: "one", text: one, ...readingsOf(one, place) };
}

type Readings = { readonly readings: readonly LookUpReading[]; readonly note: string | null };

function readingsOf(text: string, place: LookUpPlace): Readings {
  const number = payoutNumberIn(text);
  if (number) return only({ kind: "number", number });
  if (EMAIL.test(text)) return only({ kind: "email", email: text.toLowerCase() }, { kind: "identifier", text });

  const account = accountIn(text);
  const ending = lastFourIn(text);
  const amount = amountIn(text, place);
  const readings: LookUpReading[] = [];
  if (account) readings.push({ kind: "account", number: account });
  if (ending) readings.push({ kind: "lastFour", ending });
  if (amount && (amount.day || amount.isSurely)) readings.push({ kind: "amount", amounts: amount.amounts, day: amount.day });
  // A day beside an amount leaves no doubt; anything else may always be somebody's id.
  if (!amount?.day) readings.push({ kind: "identifier", text });
  const words = foldText(text).split(" ").filter(Boolean);
  if (couldBeName(text) && !amount?.day) readings.push({ kind: "name", words });
  return { readings, note: account ? ibanNote(account) : null };
}

function only(...readings: LookUpReading[]): Readings {
  return { readings, note: null };
}

const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@.]{2,}$/;

/** Without hyphens, and with the letters put right that our alphabet leaves out because they sound or look like digits. */
function payoutNumberIn(text: string): string | null {
  const bare = stripSpaces(text).toUpperCase();
  if (!/^CF[0-9A-Z]{12}$/.test(bare)) return null;
  return `CF${bare.slice(2).replaceAll("O", "0").replace(/[IL]/g, "1")}`;
}

const SHORTEST_ACCOUNT = 5;
const LONGEST_ACCOUNT = 34;
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9]{11,30}$/;
const WALLET = /^(0x[0-9a-f]{40}|(bc1|tb1|ltc1|bitcoincash:)[0-9a-z]{20,80}|[13rLDX][1-9A-HJ-NP-Za-km-z]{24,34})$/i;

function accountIn(text: string): string | null {
  const bare = stripSpaces(text);
  if (IBAN.test(bare.toUpperCase())) return bare.toUpperCase();
  if (/^\d+$/.test(bare) && bare.length >= SHORTEST_ACCOUNT && bare.length <= LONGEST_ACCOUNT) return bare;
  return /\s/.test(text) || !WALLET.test(text) ? null : text;
}

function ibanNote(account: string): string | null {
  if (!IBAN.test(account)) return null;
  const checked = checkIban(account);
  return checked.ok ? null : `${checked.error} Compare it once more.`;
}

/** "1585", "••1585", "*1585", "ending in 1585". */
function lastFourIn(text: string): string | null {
  const ending = /^(?:[•*·x.…\s]+|(?:account\s+)?ending(?:\s+in)?\s+)?([0-9a-z]{4})$/i.exec(text)?.[1];
  return ending && /\d/.test(ending) ? ending : null;
}

const SYMBOLS: Readonly<Record<string, Currency>> = { "€": "EUR", "£": "GBP", $: "USD", "¥": "JPY" };

type TypedAmount = { readonly amounts: readonly Money[]; readonly day: Day | null; readonly isSurely: boolean };

/** An amount, as a rule with the day on which it was paid. Null when something else stands beside it. */
function amountIn(text: string, { today, locale }: LookUpPlace): TypedAmount | null {
  const { day, rest } = readSpokenDay(text, today);
  const symbol = /[€£$¥]/.exec(rest)?.[0];
  const code = [...rest.matchAll(/[a-z]{3,4}/gi)].map(([word]) => word.toUpperCase()).find(isCurrency);
  const currency = (symbol && SYMBOLS[symbol]) || code || null;
  const digits = rest
    .replace(/[€£$¥]/g, " ")
    .replace(new RegExp(`\\b(${code ?? "-"}|on|from|of|am|vom|at|about|paid)\\b`, "gi"), " ")
    .trim();
  if (!/^\d[\d.,'\u2019\s]*$/.test(digits)) return null;
  const amounts = (currency ? [currency] : CURRENCIES).flatMap((one) => amountsOf(digits, one, locale));
  if (amounts.length === 0) return null;
  return { amounts, day, isSurely: currency !== null || /[.,]\d{2}$/.test(digits) };
}

function amountsOf(digits: string, currency: Currency, locale: string): readonly Money[] {
  const typed = parseTypedAmount(digits, currency, locale);
  if (typed.kind === "amount") return [typed.amount];
  return typed.kind === "ambiguous" ? typed.readings : [];
}

/** At least one word of two letters, nothing that names do not have, and no word in which letters and digits are mixed. */
function couldBeName(text: string): boolean {
  const isMixed = text.split(" ").some((word) => /\p{L}/u.test(word) && /\d/.test(word));
  return /\p{L}{2}/u.test(text) && !isMixed && !/[^\p{L}\p{M}\d\s'’.,&()-]/u.test(text);
}

/**
 * The ids of a list, each once; null for what is no list. Lines, commas, semicolons and tabs separate ids, which may have spaces in
 * them; without any of those, spaces do, and every word must look like an id: "Anna Maria Schmidt" is one person.
 */
function idsIn(text: string): readonly string[] | null {
  const isApart = /[\n\r;\t]/.test(text) || (text.includes(",") && looksLikeIds(text.split(",")));
  const parts = text.split(isApart ? /[\n\r,;\t]+/ : /\s+/).map((part) => part.trim().replace(/^["']|["']$/g, ""));
  const ids = [...new Set(parts.filter(Boolean))].map((id) => id.slice(0, LONGEST_TEXT));
  if (ids.length < 2) return null;
  return isApart || (looksLikeIds(ids) && !isBankAndAccount(ids)) ? ids : null;
}

/** "20-00-00 55779911" is one account. */
function isBankAndAccount(parts: readonly string[]): boolean {
  return parts.length === 2 && parts.every((part) => /^[\d-]+$/.test(part));
}

const SHORTEST_ID = 6;

/** Long, and with a digit: more than a word of a name and more than a group of an account number. */
function looksLikeIds(parts: readonly string[]): boolean {
  const bare = parts.map((part) => part.trim()).filter(Boolean);
  return bare.length > 1 && bare.every((part) => part.length >= SHORTEST_ID && !/\s/.test(part) && /\d/.test(part));
}
