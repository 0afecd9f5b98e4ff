import * as z from "zod";
import { failed, ok, type Result } from "@/lib/base/result";
import { stripSpaces } from "@/lib/base/text";

/** Formats of the rails outside Europe: bare value, or a sentence that says what to change. What is merely unlikely passes here. */
export function checkBsb(typed: string): Result<string, string> {
  return checkDigits(typed, { empty: "Enter the BSB.", shape: /^\d{6}$/, wrong: "A BSB has six digits, such as 012-002." });
}

/** Nine digits are what Direct Entry carries; up to twelve are taken, since they occur in sandboxes, and warned of. */
export function checkAustralianAccount(typed: string): Result<string, string> {
  return checkDigits(typed, {
    empty: "Enter the account number.",
    shape: /^\d{4,12}$/,
    wrong: "An Australian account number has four to twelve digits, with its leading zeros.",
  });
}

export function checkInstitution(typed: string): Result<string, string> {
  return checkDigits(typed, {
    empty: "Enter the institution number.",
    shape: /^\d{3}$/,
    wrong: "An institution number has three digits, such as 003.",
  });
}

export function checkTransit(typed: string): Result<string, string> {
  return checkDigits(typed, {
    empty: "Enter the transit number.",
    shape: /^\d{5}$/,
    wrong: "A transit number has five digits, such as 00012.",
  });
}

export function checkCanadianAccount(typed: string): Result<string, string> {
  return checkDigits(typed, {
    empty: "Enter the account number.",
    shape: /^\d{7,12}$/,
    wrong: "A Canadian account number has seven to twelve digits, with its leading zeros.",
  });
}

/** Letters and digits, as a country without rules of ours writes its numbers. */
export function checkPlain(typed: string): Result<string, string> {
  const bare = typed.replace(/[\s-]/g, "").toUpperCase();
  if (bare === "") return failed("Enter the number.");
  return /^[A-Z0-9]{2,34}$/.test(bare) ? ok(bare) : failed("A number has letters and digits only, at most 34.");
}

/** The shape alone: each chain has checksums of its own (`whyNotOnChain`). Letters keep their case, since it is part of some. */
export function checkWalletAddress(typed: string): Result<string, string> {
  const bare = typed.trim();
  if (bare === "") return failed("Enter the wallet's address.");
  return /^[A-Za-z0-9]{25,90}$/.test(bare) ? ok(bare) : failed("A wallet's address has 25 to 90 letters and digits, without spaces.");
}

const Email = z.email();

/** In lower case: the same mailbox must be found as the same account. */
export function checkEmail(typed: string): Result<string, string> {
  const email = typed.trim().toLowerCase();
  if (email === "") return failed("Enter the e-mail address.");
  return Email.safeParse(email).success ? ok(email) : failed("This is not an e-mail address, such as kim@example.com.");
}

/**
 * 15 or 16 digits: bank 2, branch 4, base 7, suffix 2 or 3. The tax office writes 18 (base 8, suffix 4); their added zeros are taken
 * out again.
 */
export function checkNewZealandAccount(typed: string): Result<string, string> {
  const digits = stripSpaces(typed).replace(/^(\d{6})0(\d{7})0(\d{3})$/, "$1$2$3");
  if (digits === "") return failed("Enter the account number.");
  if (!/^\d+$/.test(digits)) return failed("A New Zealand account number has only digits, such as 01-0902-0068389-00.");
  if (digits.length === 15 || digits.length === 16) return ok(digits);
  return failed(`A New Zealand account number has 15 or 16 digits, such as 01-0902-0068389-00; this one has ${digits.length}.`);
}

/** The check digit is part of the format, as with an IBAN: every routing number in use fits it. */
export function checkRoutingNumber(typed: string): Result<string, string> {
  const digits = stripSpaces(typed);
  if (digits === "") return failed("Enter the routing number.");
  if (!/^\d{9}$/.test(digits)) return failed("A routing number has nine digits, such as 021000021.");
  const weights = [3, 7, 1];
  const sum = [...digits].reduce((total, digit, place) => total + Number(digit) * (weights[place % 3] ?? 0), 0);
  return sum > 0 && sum % 10 === 0 ? ok(digits) : failed("The routing number's check digit does not fit: one of the digits is mistyped.");
}

export function checkAmericanAccount(typed: string): Result<string, string> {
  const number = stripSpaces(typed).toUpperCase();
  if (number === "") return failed("Enter the account number.");
  return /^[A-Z0-9]{1,17}$/.test(number) ? ok(number) : failed("A US account number has at most 17 digits or letters.");
}

type DigitsRule = { readonly empty: string; readonly shape: RegExp; readonly wrong: string };

function checkDigits(typed: string, { empty, shape, wrong }: DigitsRule): Result<string, string> {
  const digits = stripSpaces(typed);
  if (digits === "") return failed(empty);
  return shape.test(digits) ? ok(digits) : failed(wrong);
}
