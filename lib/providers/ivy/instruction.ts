import { NumberLiteral } from "@/lib/base/exact-json";
import { toDecimal } from "@/lib/base/money";
import type { AccountAddress } from "@/lib/domain/account/address";
import type { PayoutDestination, PayoutOrder } from "../contract/payout";

export const AUTOMATIC = "automatic";

/** By which way Ivy is to pay; left out, it chooses. Its own names. */
export const IVY_RAILS = [
  AUTOMATIC,
  "SEPA_INSTANT",
  "SEPA",
  "FASTER_PAYMENTS",
  "ELIXIR",
  "EXPRESS_ELIXIR",
  "SEK_ACCOUNT_TO_ACCOUNT",
  "SUMCLEARING",
  "STRAKSCLEARING",
  "SWIFT",
  "INTERNAL",
  "TARGET",
] as const;
export type IvyRail = (typeof IVY_RAILS)[number];

/** The metadata member that carries our payout number: how a payout is found again when its answer was lost. */
export const NUMBER_KEY = "counterfoil_number";

const MAX_KEYS = 50;
const MAX_KEY_LENGTH = 40;
const MAX_VALUE_LENGTH = 500;

/** A function of the order and the rail of the settings: sent twice under them it is the same bytes, or the key would be refused. */
export function instructionOf(order: PayoutOrder, rail: IvyRail = AUTOMATIC): Record<string, unknown> | null {
  const destination = destinationOf(order.destination);
  if (!destination) return null;
  return {
    amount: new NumberLiteral(toDecimal(order.amount)),
    currency: order.amount.currency,
    destination,
    metadata: metadataOf(order),
    ...(rail === AUTOMATIC ? {} : { rail }),
    ...(order.statementText === "" ? {} : { paymentReference: order.statementText }),
  };
}

function destinationOf(destination: PayoutDestination): Record<string, unknown> | null {
  if (destination.kind === "order") return { orderId: destination.orderId };
  if (destination.kind !== "account") return null;
  const financialAddress = financialAddressOf(destination.address, destination.holderName);
  return financialAddress && { financialAddress };
}

/** Null for kinds of account that Ivy is not asked to pay. The type is in snake case, its member in camel case: `sort_code` and `sortCode`. */
export function financialAddressOf(address: AccountAddress, accountHolderName: string): Record<string, unknown> | null {
  if (address.kind === "iban") return { type: "iban", iban: { iban: address.iban, accountHolderName } };
  if (address.kind === "sortCode") {
    const { sortCode, accountNumber } = address;
    return { type: "sort_code", sortCode: { sortCode, accountNumber, accountHolderName } };
  }
  if (address.kind === "bankCode") {
    const { code, accountNumber } = address;
    return { type: "bank_code", bankCode: { code, accountNumber, accountHolderName } };
  }
  if (address.kind === "bban") return { type: "bban", bban: { bban: address.bban, accountHolderName } };
  if (address.kind === "aba") {
    const { routingNumber, accountNumber } = address;
    return { type: "aba", aba: { routingNumber, accountNumber, accountHolderName } };
  }
  if (address.kind === "wallet") return { type: "wallet", wallet: { address: address.address, blockchain: address.blockchain } };
  return null;
}

/** The merchant's own members as far as Ivy takes them, whole or not at all; ours always. Sorted, since a database may not keep their order. */
function metadataOf(order: PayoutOrder): Record<string, string> {
  const fitting = Object.entries(order.metadata)
    .filter(([key, value]) => key !== NUMBER_KEY && key.length <= MAX_KEY_LENGTH && value.length <= MAX_VALUE_LENGTH)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .slice(0, MAX_KEYS - 1);
  return Object.fromEntries([[NUMBER_KEY, order.number], ...fitting]);
}
