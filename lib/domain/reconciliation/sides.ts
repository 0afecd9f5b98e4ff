import type { Currency } from "@/lib/base/currency";
import type { Money } from "@/lib/base/money";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { SeenStatus } from "@/lib/domain/payout/observe";

/** A payout as the desk has it. */
export type OurSide = {
  readonly payoutId: string;
  readonly number: string;
  readonly providerPayoutId: string | null;
  readonly state: PayoutState;
  readonly amount: Money;
  /** Since when it is in this state. */
  readonly stateAt: Date;
};

/** The same as the provider's list has it. */
export type TheirSide = {
  readonly providerPayoutId: string;
  /** Our own number, where the list carries it. */
  readonly payoutNumber: string | null;
  readonly status: SeenStatus;
  readonly providerStatus: string;
  /** Null where the list shows none: then ours is taken for it. */
  readonly amount: Money | null;
  readonly at: string | null;
};

/** Money by currency, never added across. */
export type Sums = ReadonlyMap<Currency, bigint>;

/** Whose money is gone or on its way, as far as each side knows. Both are asked the same question, or sums could not be compared. */
export function isOutHere(state: PayoutState): boolean {
  return OUT_HERE.some((one) => one === state);
}

export function isOutThere(status: SeenStatus): boolean {
  return !BACK_THERE.some((one) => one === status);
}

/** What the provider's side of one payout adds to ours: the money of which the two do not tell the same. */
export function differenceOf(ours: OurSide | null, theirs: readonly TheirSide[]): Sums {
  const sums = new Map<Currency, bigint>();
  const add = ({ minor, currency }: Money, sign: bigint) => sums.set(currency, (sums.get(currency) ?? 0n) + sign * minor);
  for (const { status, amount } of theirs) {
    const counted = amount ?? ours?.amount;
    if (counted && isOutThere(status)) add(counted, 1n);
  }
  if (ours && isOutHere(ours.state)) add(ours.amount, -1n);
  return new Map([...sums].filter(([, minor]) => minor !== 0n));
}

const OUT_HERE: readonly PayoutState[] = ["dispatching", "unconfirmed", "inFlight", "settled"];
// What we do not understand counts as paid: nothing may be taken for safe because a word is new.
const BACK_THERE: readonly SeenStatus[] = ["failed", "cancelled", "returned"];
