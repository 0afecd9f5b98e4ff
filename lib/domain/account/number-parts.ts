import { extractIBAN } from "ibantools";
import { type AccountAddress, accountNumberOf } from "./address";

const SHORTEST = 5;

/**
 * What people say of an account besides its whole number: the account number without bank or branch, with and without leading zeros.
 * Bare, none of them the whole number itself.
 */
export function accountNumberParts(address: AccountAddress): readonly string[] {
  const parts = partsOf(address).flatMap((part) => [part, part.replace(/^0+/, "")]);
  const whole = accountNumberOf(address);
  return [...new Set(parts)].filter((part) => part.length >= SHORTEST && part !== whole);
}

function partsOf(address: AccountAddress): readonly string[] {
  switch (address.kind) {
    case "iban":
      return partsOfIban(address.iban);
    case "sortCode":
    case "bsb":
    case "cadEft":
    case "aba":
    case "bankCode":
      return [address.accountNumber];
    case "nzAccount":
      // Bank and branch, then the number that is the customer's, then the suffix of the account.
      return [address.accountNumber.slice(6), address.accountNumber.slice(6, 13), address.accountNumber.slice(0, 13)];
    default:
      return [];
  }
}

function partsOfIban(iban: string): readonly string[] {
  const { accountNumber = "", bban = "", countryCode } = extractIBAN(iban);
  // A British IBAN holds sort code and account number, as the domestic account has them.
  return countryCode === "GB" ? [bban, bban.slice(4), bban.slice(-8)] : [bban, accountNumber];
}
