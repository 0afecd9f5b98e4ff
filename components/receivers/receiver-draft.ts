import type * as z from "zod";
import type { AccountKind } from "@/lib/domain/account/address";
import type { CreateReceiver } from "@/lib/domain/receiver/schema";

/** The form as it is typed, in the shape that the schema reads. */
export type ReceiverDraft = z.input<typeof CreateReceiver>;

export const EMPTY_ACCOUNTS = {
  iban: { holderName: "", address: { kind: "iban", iban: "" } },
  sortCode: { holderName: "", address: { kind: "sortCode", sortCode: "", accountNumber: "" } },
  bsb: { holderName: "", address: { kind: "bsb", bsb: "", accountNumber: "" } },
  cadEft: { holderName: "", address: { kind: "cadEft", institution: "", transit: "", accountNumber: "", accountType: "checking" } },
  interac: { holderName: "", address: { kind: "interac", email: "", name: "-" } },
  nzAccount: { holderName: "", address: { kind: "nzAccount", accountNumber: "" } },
  aba: { holderName: "", address: { kind: "aba", routingNumber: "", accountNumber: "", accountType: "checking" } },
  virtualCard: { holderName: "", address: { kind: "virtualCard", currency: "USD" } },
  emailWallet: { holderName: "", address: { kind: "emailWallet", email: "" } },
  chosenByReceiver: { holderName: "", address: { kind: "chosenByReceiver", email: "" } },
  bankCode: { holderName: "", address: { kind: "bankCode", code: "", accountNumber: "" } },
  bban: { holderName: "", address: { kind: "bban", bban: "" } },
  wallet: { holderName: "", address: { kind: "wallet", address: "", blockchain: "ETH" } },
  ownAccount: { holderName: "", address: { kind: "ownAccount" } },
} as const satisfies Partial<Record<AccountKind, NonNullable<ReceiverDraft["account"]>>>;

export const EMPTY_DETAILS = {
  phone: { dialCode: "", number: "" },
  dateOfBirth: "",
  postalAddress: { line1: "", line2: "", city: "", state: "", postcode: "", country: "" },
} as const satisfies ReceiverDraft["details"];

export type AccountChoice = keyof typeof EMPTY_ACCOUNTS;

export function isAccountChoice(id: string): id is AccountChoice {
  return Object.hasOwn(EMPTY_ACCOUNTS, id);
}

/** By the words that people of that country know. */
export const ACCOUNT_CHOICES = {
  iban: "Europe: IBAN",
  sortCode: "United Kingdom: sort code and account number",
  bsb: "Australia: BSB and account number",
  cadEft: "Canada: transit, institution and account number",
  interac: "Canada: Interac e-mail",
  nzAccount: "New Zealand: account number",
  aba: "United States: routing and account number",
  virtualCard: "Virtual card, made for the receiver",
  emailWallet: "Crypto: wallet by e-mail",
  chosenByReceiver: "United Kingdom: the receiver names the account by a link",
  bankCode: "Elsewhere: bank code and account number",
  bban: "Elsewhere: national account number",
  wallet: "Crypto: wallet address",
  ownAccount: "Our own account on file at the provider",
} as const satisfies Record<AccountChoice, string>;

const FIELD_NAMES = [
  "kind",
  "name",
  "email",
  "country",
  "reference",
  "details.phone.dialCode",
  "details.phone.number",
  "details.dateOfBirth",
  "details.postalAddress.line1",
  "details.postalAddress.line2",
  "details.postalAddress.city",
  "details.postalAddress.state",
  "details.postalAddress.postcode",
  "details.postalAddress.country",
  "account.holderName",
  "account.address.iban",
  "account.address.sortCode",
  "account.address.accountNumber",
  "account.address.bsb",
  "account.address.institution",
  "account.address.transit",
  "account.address.routingNumber",
  "account.address.email",
  "account.address.currency",
  "account.address.accountType",
  "account.address.code",
  "account.address.bban",
  "account.address.address",
  "account.address.blockchain",
] as const;

/** Which of the server's complaints has a field of its own. */
export function isFieldName(path: string): path is (typeof FIELD_NAMES)[number] {
  return FIELD_NAMES.some((name) => name === path);
}

/** Interac names the receiver beside the address; it is the account's owner. */
export function withAccountName(valid: CreateReceiver): CreateReceiver {
  const { account } = valid;
  if (account?.address.kind !== "interac") return valid;
  return { ...valid, account: { ...account, address: { ...account.address, name: account.holderName } } };
}
