import { composeIBAN } from "ibantools";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { Dice } from "./random";

/** Account numbers that pass every check a bank would make before looking for the account: length, national check digits, mod 97. */
export type IbanCountry = keyof typeof BBANS;

export function drawIban(dice: Dice, country: IbanCountry): AccountAddress {
  const iban = composeIBAN({ countryCode: country, bban: BBANS[country](dice) });
  if (iban === null) throw new Error(`No IBAN could be composed for ${country}.`);
  return { kind: "iban", iban };
}

export function drawUkAccount(dice: Dice): AccountAddress {
  const prefix = dice.pick(["2000", "2045", "4001", "4047", "6000", "6083", "3000", "3090", "0901", "0400", "1101", "8300", "7700"]);
  return { kind: "sortCode", sortCode: prefix + dice.digits(2), accountNumber: `${dice.between(1, 9)}${dice.digits(7)}` };
}

const BBANS = {
  DE: (dice) =>
    dice.pick(["37040044", "50010517", "12030000", "43060967", "70150000", "20050550", "10050000", "60050101"]) + dice.digits(10),
  NL: (dice) => `${dice.pick(["INGB", "RABO", "ABNA", "TRIO", "KNAB", "BUNQ"])}0${dice.digits(9)}`,
  FR(dice) {
    const bank = dice.pick(["30004", "30003", "30006", "20041", "10278", "30002"]);
    const branch = `0${dice.digits(4)}`;
    const account = dice.digits(11);
    const key = 97n - ((89n * BigInt(bank) + 15n * BigInt(branch) + 3n * BigInt(account)) % 97n);
    return bank + branch + account + twoDigits(key);
  },
  ES(dice) {
    const bank = dice.pick(["2100", "0049", "0182", "0081", "1465"]);
    const branch = dice.digits(4);
    const account = dice.digits(10);
    return bank + branch + spanishCheck(`00${bank}${branch}`) + spanishCheck(account) + account;
  },
  IT(dice) {
    const number = `${dice.pick(["03069", "02008", "03015", "01030", "05034"])}0${dice.digits(4)}${dice.digits(12)}`;
    return italianCheck(number) + number;
  },
  IE: (dice) => dice.pick(["AIBK93", "BOFI90", "IPBS99"]) + dice.digits(4) + dice.digits(8),
  BE(dice) {
    const number = dice.pick(["001", "210", "310", "731", "979"]) + dice.digits(7);
    const rest = BigInt(number) % 97n;
    return number + twoDigits(rest === 0n ? 97n : rest);
  },
  AT: (dice) => dice.pick(["12000", "20111", "32000", "14000", "60000"]) + dice.digits(11),
  PT(dice) {
    const number = dice.pick(["0035", "0033", "0007", "0010", "0036"]) + dice.digits(4) + dice.digits(11);
    return number + twoDigits(98n - ((BigInt(number) * 100n) % 97n));
  },
  FI(dice) {
    const number = dice.pick(["123456", "101010", "500001", "800012", "405500"]) + dice.digits(7);
    return number + luhnCheck(number);
  },
  LU: (dice) => dice.pick(["001", "003", "008"]) + dice.digits(13),
} as const satisfies Record<string, (dice: Dice) => string>;

function twoDigits(value: bigint): string {
  return value.toString().padStart(2, "0");
}

/** Ten digits, weighed modulo 11. */
function spanishCheck(tenDigits: string): string {
  const weights = [1, 2, 4, 8, 5, 10, 9, 7, 3, 6];
  const sum = weights.reduce((total, weight, place) => total + weight * Number(tenDigits[place]), 0);
  const check = 11 - (sum % 11);
  return String(check === 11 ? 0 : check === 10 ? 1 : check);
}

/** The CIN letter: digits in odd places count by a table of their own. */
function italianCheck(digits: string): string {
  const odd = [1, 0, 5, 7, 9, 13, 15, 17, 19, 21];
  const sum = [...digits].reduce((total, digit, place) => total + (place % 2 === 0 ? (odd[Number(digit)] ?? 0) : Number(digit)), 0);
  return String.fromCharCode(65 + (sum % 26));
}

function luhnCheck(digits: string): string {
  const sum = [...digits].reduce((total, digit, place) => {
    const doubled = (digits.length - place) % 2 === 1 ? Number(digit) * 2 : Number(digit);
    return total + (doubled > 9 ? doubled - 9 : doubled);
  }, 0);
  return String((10 - (sum % 10)) % 10);
}
