import type { AccountAddress } from "@/lib/domain/account/address";
import { newZealandParts } from "@/lib/domain/account/new-zealand";

/** Where an account of this kind is added, and its fields as Ipay names them; the receiver's id comes beside them. */
export type AccountRail = { readonly path: string; readonly fields: Readonly<Record<string, string>> };

/** Null for kinds of account that Ipay does not pay. */
export function railOf(address: AccountAddress): AccountRail | null {
  switch (address.kind) {
    case "bsb":
      return { path: "aud/direct-entry", fields: { bsb: address.bsb, account_number: address.accountNumber } };
    case "cadEft":
      return {
        path: "cad/eft",
        fields: {
          // The electronic form: a zero, the institution, the transit.
          routing_number: `0${address.institution}${address.transit}`,
          account_number: address.accountNumber,
          account_type: address.accountType,
        },
      };
    case "interac":
      return {
        path: "cad/digital",
        fields: { recipient: address.email, name: address.name, ...(address.description ? { description: address.description } : {}) },
      };
    case "iban":
      // Alone: Ipay fills in the bank itself, and whatever is sent beside it would be used unchecked.
      return { path: "eur/sepa", fields: { iban: address.iban } };
    case "nzAccount": {
      const { bank, branch, base, suffix } = newZealandParts(address.accountNumber);
      return { path: "nzd/direct-credit", fields: { account_number: `${bank}${branch}-${base}-${suffix}` } };
    }
    case "aba":
      return usdAch(address);
    case "virtualCard":
      return { path: `${address.currency.toLowerCase()}/virtual-card`, fields: {} };
    default:
      return null;
  }
}

/** Path and fields by analogy with Canada's EFT: the page exists in Ipay's navigation, its content was not found. */
function usdAch({ routingNumber, accountNumber, accountType }: Extract<AccountAddress, { kind: "aba" }>): AccountRail {
  return { path: "usd/ach", fields: { routing_number: routingNumber, account_number: accountNumber, account_type: accountType } };
}
