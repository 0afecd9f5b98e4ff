import type { Money } from "@/lib/base/money";

/** What is known of a receiver (closed loop: of the account that paid in) before the payout that waits. */
export type ReceiverPast = {
  /** `closed`: the money goes back where it came from, so a first time is the rule and not a sign of anything. */
  readonly loop: "closed" | "open";
  /** Payouts that were paid. */
  readonly paidTimes: number;
  readonly lastPaidAt: Date | null;
  /** Middle amount of what was paid in the payout's currency, and over how many; null without any. */
  readonly usual: { readonly median: Money; readonly times: number } | null;
  /** The account this payout goes to, among the receiver's own. */
  readonly account: {
    readonly isPaidBefore: boolean;
    readonly addedAt: Date;
    /** When what the account says was changed after it was last paid; null when it was not. */
    readonly changedSincePaidAt: Date | null;
  } | null;
  /** Other payouts of the same amount to the same receiver that were paid or still may be, newest first. */
  readonly twins: readonly { readonly number: string; readonly at: Date; readonly isPaid: boolean }[];
};

export type Difference =
  | { readonly kind: "firstPayout" }
  | { readonly kind: "accountChanged"; readonly at: Date }
  | { readonly kind: "accountNew"; readonly at: Date }
  | { readonly kind: "sameAmount"; readonly number: string; readonly at: Date; readonly isPaid: boolean }
  | { readonly kind: "amountAbove"; readonly median: Money; readonly times: number; readonly percent: number };

/** From this much above the median an amount is worth a look; a median of fewer payouts says nothing. */
const ABOVE_PERCENT = 200;
const LEAST_TIMES = 3;

/** What a checker should see first, the gravest first. Empty when the payout is like those before it. */
export function differences(amount: Money, past: ReceiverPast): readonly Difference[] {
  const found: Difference[] = [];
  const { account, usual } = past;
  const [twin] = past.twins;
  if (account?.changedSincePaidAt) found.push({ kind: "accountChanged", at: account.changedSincePaidAt });
  if (twin) found.push({ kind: "sameAmount", ...twin });
  if (past.paidTimes === 0 && past.loop === "open") found.push({ kind: "firstPayout" });
  else if (account && !account.isPaidBefore) found.push({ kind: "accountNew", at: account.addedAt });
  if (usual && usual.times >= LEAST_TIMES && usual.median.minor > 0n) {
    const percent = Number((amount.minor * 100n) / usual.median.minor);
    if (percent >= ABOVE_PERCENT) found.push({ kind: "amountAbove", ...usual, percent });
  }
  return found;
}
