import { randomBytes, randomUUID } from "node:crypto";
import type { Currency } from "@/lib/base/currency";
import { newId } from "@/lib/base/id";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { Rehearsal } from "../contract/rehearsal";
import { REFUSALS } from "./simulator-answers";

/** One account for each currency, with numbers that pass the check digits of their country. */
const ACCOUNTS: Partial<Record<Currency, AccountAddress>> = {
  AUD: { kind: "bsb", bsb: "062000", accountNumber: "11223344" },
  CAD: { kind: "cadEft", institution: "003", transit: "00012", accountNumber: "1234567", accountType: "checking" },
  EUR: { kind: "iban", iban: "DE89370400440532013000" },
  NZD: { kind: "nzAccount", accountNumber: "010902006838900" },
  USD: { kind: "aba", routingNumber: "021000021", accountNumber: "000123456789", accountType: "checking" },
};

function accountIn(currency: Currency): AccountAddress {
  return ACCOUNTS[currency] ?? { kind: "iban", iban: "DE89370400440532013000" };
}

export const ipayRehearsal: Rehearsal = {
  newAccount() {
    const subaccountId = randomUUID();
    const secrets = { apiKey: `demo-${randomBytes(12).toString("hex")}`, apiSecret: randomBytes(24).toString("base64url") };
    return { settings: { ...secrets, subaccountId }, accountId: subaccountId, credentials: { ...secrets, subaccountId } };
  },
  openLoop: (currency) => ({ kind: "account", holderName: "Zoë O'Neil", address: accountIn(currency) }),
  receiver: (currency) => ({
    receiverId: newId("receiver"),
    providerReceiverId: null,
    kind: "person",
    firstName: "Zoë",
    lastName: "O'Neil",
    email: `zoe.${randomBytes(6).toString("hex")}@example.test`,
    phone: { dialCode: "61", number: "400123456" },
    dateOfBirth: "1990-04-17",
    postalAddress: { line1: "12 St. Georges Tce.", line2: null, city: "Perth", state: "WA", postcode: "6000", country: "AU" },
    account: accountIn(currency),
  }),
  closedLoop: null,
  refusals: Object.fromEntries(Object.entries(REFUSALS).map(([code, { meaning }]) => [code, meaning])),
  webhookProof: "none",
};
