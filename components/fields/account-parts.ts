import type { Result } from "@/lib/base/result";
import type { AccountKind } from "@/lib/domain/account/address";
import { checkAccountNumber, checkIban, checkSortCode } from "@/lib/domain/account/checks";
import {
  checkAmericanAccount,
  checkAustralianAccount,
  checkBsb,
  checkCanadianAccount,
  checkInstitution,
  checkNewZealandAccount,
  checkPlain,
  checkRoutingNumber,
  checkTransit,
  checkWalletAddress,
} from "@/lib/domain/account/overseas-checks";
import { ACCOUNT_NUMBER_GROUPING, digitsGrouping, type Grouping, IBAN_GROUPING, SORT_CODE_GROUPING } from "./grouping";

/** One box of an account: what people of that country call it, how they write it, and when it is whole enough to be wrong. */
export type AccountPart = {
  readonly name: "iban" | "sortCode" | "bsb" | "institution" | "transit" | "routingNumber" | "accountNumber" | "code" | "bban" | "address";
  readonly label: string;
  readonly placeholder: string;
  readonly hint?: string;
  readonly grouping: Grouping;
  readonly check: (bare: string) => Result<string, string>;
  readonly completeAt: number;
};

/** Numbers only; what else a kind asks for (an e-mail address, a kind of account) has fields of its own. */
export const ACCOUNT_PARTS: Readonly<Partial<Record<AccountKind, readonly AccountPart[]>>> = {
  iban: [
    {
      name: "iban",
      label: "IBAN",
      placeholder: "DE89 3704 0044 0532 0130 00",
      grouping: IBAN_GROUPING,
      check: checkIban,
      // The shortest IBAN there is (Norway) has 15 characters; before that nothing can be wrong for good.
      completeAt: 15,
    },
  ],
  sortCode: [
    { name: "sortCode", label: "Sort code", placeholder: "20-00-00", grouping: SORT_CODE_GROUPING, check: checkSortCode, completeAt: 6 },
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "1234 5678",
      grouping: ACCOUNT_NUMBER_GROUPING,
      check: checkAccountNumber,
      completeAt: 8,
    },
  ],
  bsb: [
    { name: "bsb", label: "BSB", placeholder: "062-000", grouping: digitsGrouping([3, 3]), check: checkBsb, completeAt: 6 },
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "1122 3344",
      grouping: digitsGrouping([4, 4, 4]),
      check: checkAustralianAccount,
      completeAt: 9,
    },
  ],
  cadEft: [
    {
      name: "transit",
      label: "Transit number",
      placeholder: "00012",
      hint: "Five digits; the first number on a cheque.",
      grouping: digitsGrouping([5]),
      check: checkTransit,
      completeAt: 5,
    },
    {
      name: "institution",
      label: "Institution number",
      placeholder: "003",
      hint: "Three digits; it names the bank.",
      grouping: digitsGrouping([3]),
      check: checkInstitution,
      completeAt: 3,
    },
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "1234567",
      grouping: digitsGrouping([12]),
      check: checkCanadianAccount,
      completeAt: 7,
    },
  ],
  nzAccount: [
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "01-0902-0068389-00",
      hint: "Bank, branch, account and suffix, as on a statement.",
      grouping: digitsGrouping([2, 4, 7, 3]),
      check: checkNewZealandAccount,
      completeAt: 15,
    },
  ],
  aba: [
    {
      name: "routingNumber",
      label: "Routing number",
      placeholder: "021000021",
      hint: "Nine digits; the first number at the foot of a check.",
      grouping: digitsGrouping([9]),
      check: checkRoutingNumber,
      completeAt: 9,
    },
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "000123456789",
      grouping: digitsGrouping([17]),
      check: checkAmericanAccount,
      completeAt: 17,
    },
  ],
  bankCode: [
    {
      name: "code",
      label: "Bank code",
      placeholder: "CHASUS33",
      hint: "As the country's banks name themselves: a BIC, a clearing number.",
      grouping: IBAN_GROUPING,
      check: checkPlain,
      completeAt: 34,
    },
    {
      name: "accountNumber",
      label: "Account number",
      placeholder: "000123456789",
      grouping: IBAN_GROUPING,
      check: checkPlain,
      completeAt: 34,
    },
  ],
  bban: [
    {
      name: "bban",
      label: "National account number",
      placeholder: "1020 1026 0000 0422 7020 1111",
      hint: "The whole number, as it stands on a statement there.",
      grouping: IBAN_GROUPING,
      check: checkPlain,
      completeAt: 34,
    },
  ],
  wallet: [
    {
      name: "address",
      label: "Wallet address",
      placeholder: "0x5aAeb6053F3E94C9b9A09f33669435E7Ef1BeAed",
      hint: "Pasted, never typed: money sent to a wrong one does not come back.",
      grouping: { clean: (typed) => typed.replace(/\s/g, "").slice(0, 90), group: (bare) => bare },
      check: checkWalletAddress,
      completeAt: 90,
    },
  ],
};

export const EMAIL_PART = {
  interac: { label: "Interac e-mail", hint: "The money is announced to this address." },
  chosenByReceiver: { label: "E-mail of the receiver", hint: "Where the provider reaches them about the page that the link opens." },
  emailWallet: { label: "E-mail of the wallet's owner", hint: "They choose coin and wallet at the provider." },
} as const;

export const ACCOUNT_TYPES = [
  { id: "checking", text: "Checking" },
  { id: "savings", text: "Savings" },
] as const;
