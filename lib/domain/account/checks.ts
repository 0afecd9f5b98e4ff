import { electronicFormatIBAN, getCountrySpecifications, ValidationErrorsIBAN, validateIBAN } from "ibantools";
import { failed, ok, type Result } from "@/lib/base/result";
import { stripSpaces } from "@/lib/base/text";

/** Bare, upper-case IBAN, or a sentence that says what to change. Country length and mod 97 (ISO 13616). */
export function checkIban(typed: string): Result<string, string> {
  const iban = electronicFormatIBAN(stripSpaces(typed)) ?? "";
  if (iban === "") return failed("Enter the IBAN.");
  if (!/^[A-Z0-9]+$/.test(iban)) return failed("An IBAN has only letters and digits.");
  const { valid, errorCodes } = validateIBAN(iban);
  if (valid) return ok(iban);

  const country = iban.slice(0, 2);
  const length = getCountrySpecifications()[country]?.chars;
  if (errorCodes.includes(ValidationErrorsIBAN.NoIBANCountry)) return failed(`No country's IBAN begins with ${country}.`);
  if (errorCodes.includes(ValidationErrorsIBAN.WrongBBANLength) && length) {
    return failed(`An IBAN of ${country} has ${length} characters; this one has ${iban.length}.`);
  }
  if (errorCodes.includes(ValidationErrorsIBAN.WrongIBANChecksum))
    return failed("The check digits do not fit: one of the characters is mistyped.");
  return failed(`This is not how an IBAN of ${country} is built.`);
}

export function checkSortCode(typed: string): Result<string, string> {
  const sortCode = stripSpaces(typed);
  if (sortCode === "") return failed("Enter the sort code.");
  return /^\d{6}$/.test(sortCode) ? ok(sortCode) : failed("A sort code has six digits, such as 20-00-00.");
}

/** UK account number: eight digits; six and seven are completed with leading zeros, as the banks do. */
export function checkAccountNumber(typed: string): Result<string, string> {
  const accountNumber = stripSpaces(typed);
  if (accountNumber === "") return failed("Enter the account number.");
  return /^\d{6,8}$/.test(accountNumber) ? ok(accountNumber.padStart(8, "0")) : failed("An account number has eight digits.");
}
