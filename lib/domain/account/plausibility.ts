import type { AccountAddress } from "./address";
import { doubtsOfNewZealand } from "./new-zealand";
import { hasNoChecksum } from "./wallet-checks";

/**
 * What is unlikely about an account whose format is right, each as a sentence for the person who typed it. A warning to be
 * confirmed, never a refusal: numbers like these exist, be it in a sandbox or at a bank that is newer than the tables.
 */
export function plausibilityWarnings(address: AccountAddress): readonly string[] {
  switch (address.kind) {
    case "bsb":
      return doubtsOfAustralian(address.accountNumber);
    case "nzAccount":
      return doubtsOfNewZealand(address.accountNumber);
    case "aba":
      return doubtsOfAmerican(address);
    case "wallet":
      return hasNoChecksum(address.address, address.blockchain) ? [NO_CHECKSUM] : [];
    default:
      return [];
  }
}

const NO_CHECKSUM =
  "Nothing in this address would show a mistyped letter, since all of it is in one case. Copy it from the wallet once more if you can.";

function doubtsOfAustralian(accountNumber: string): readonly string[] {
  const { length } = accountNumber;
  if (length > 9) return [`Direct Entry carries at most nine digits of account number; this one has ${length}.`];
  if (length < 5) return [`Australian account numbers have five digits or more; this one has ${length}. Leading zeros count.`];
  return [];
}

/** Federal Reserve districts, thrift institutions, electronic transactions and traveller's cheques. */
const ROUTING_RANGES = [
  [0, 12],
  [21, 32],
  [61, 72],
  [80, 80],
] as const;

function doubtsOfAmerican({ routingNumber, accountNumber }: Extract<AccountAddress, { kind: "aba" }>): readonly string[] {
  const start = Number(routingNumber.slice(0, 2));
  const isKnown = ROUTING_RANGES.some(([from, to]) => start >= from && start <= to);
  return [
    ...(isKnown ? [] : [`No US routing number that we know begins with ${routingNumber.slice(0, 2)}.`]),
    ...(/[A-Z]/.test(accountNumber) ? ["US account numbers nearly always have digits only; this one has letters."] : []),
  ];
}
