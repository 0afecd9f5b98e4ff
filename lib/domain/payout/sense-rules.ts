import type { Money } from "@/lib/base/money";
import { sayMoney } from "@/lib/base/say-money";
import type { SenseLimits } from "./sense-limits";

/** Another payout that may be the same one: paid, or still to be. */
export type Twin = { readonly number: string; readonly at: Date; readonly isPaid: boolean; readonly receiverName: string };
export type Usual = { readonly median: Money; readonly times: number };

/** What is known of a payout that is asked for, and of the past. Windows have been applied where it was read. */
export type SenseFacts = {
  /** `closed`: the money goes back where it came from, so a first time is the rule and not a sign of anything. */
  readonly loop: "closed" | "open";
  readonly amount: Money;
  /** To the same receiver (closed loop: the same account that paid in), newest first. */
  readonly sameAmount: readonly Twin[];
  /** To anybody, newest first. */
  readonly sameReference: readonly Twin[];
  /** Payouts that were paid to this receiver, or back to this account. */
  readonly paidTimes: number;
  readonly lastPaidAt: Date | null;
  /** Middle amount of those in the payout's currency. Null without any. */
  readonly usual: Usual | null;
  readonly maker: { readonly name: string; readonly usual: Usual | null };
  /** The account that it goes to, among the receiver's own. */
  readonly account: {
    readonly isPaidBefore: boolean;
    readonly addedAt: Date;
    /** When what the account says was changed after it was last paid; null when it was not. */
    readonly changedSincePaidAt: Date | null;
  } | null;
  /** Which other row of the file that it came in with asks for the same; null where there is none. */
  readonly sameRow?: string | null;
  /** Other receivers who have the very same account. */
  readonly sharedWith: readonly string[];
};

export type SenseWarning = {
  readonly rule: SenseRule;
  /** Tells it from another by the same rule, so that what is new since then can be told. */
  readonly subject: string;
  readonly sentence: string;
  /** The other payout that it is about. */
  readonly number: string | null;
  readonly at: Date | null;
};

type Found = { readonly sentence: string; readonly subject?: string; readonly number?: string; readonly at?: Date };
type Rule = { readonly isDuplicate: boolean; readonly check: (facts: SenseFacts, limits: SenseLimits) => Found | null };

/** Each says one thing that a careful person would stop at; the gravest first. Whether one of them blocks, policy says. */
export const SENSE_RULES = {
  accountChanged: {
    isDuplicate: false,
    check: ({ account }) => {
      const at = account?.changedSincePaidAt;
      return at ? { sentence: "The account's details were changed after it was last paid.", subject: at.toISOString(), at } : null;
    },
  },
  sameAmount: {
    isDuplicate: true,
    check: ({ sameAmount: [twin], loop }) => {
      if (!twin) return null;
      const to = loop === "closed" ? "account" : "receiver";
      const sentence = `The same amount ${twin.isPaid ? "was paid" : "is already asked for or on its way"} to this ${to}.`;
      return { sentence, subject: twin.number, number: twin.number, at: twin.at };
    },
  },
  sameReference: {
    isDuplicate: true,
    check: ({ sameReference: [twin] }) => {
      if (!twin) return null;
      const sentence = `The same reference is on a payout to ${twin.receiverName} that ${twin.isPaid ? "was paid" : "is asked for or on its way"}.`;
      return { sentence, subject: twin.number, number: twin.number, at: twin.at };
    },
  },
  sameRow: { isDuplicate: true, check: ({ sameRow }) => (sameRow ? { sentence: `In its file: ${sameRow}` } : null) },
  accountShared: {
    isDuplicate: false,
    check: ({ sharedWith }) => {
      if (sharedWith.length === 0) return null;
      const names = new Intl.ListFormat("en", { type: "conjunction" }).format(sharedWith.slice(0, MOST_NAMES));
      const more = sharedWith.length > MOST_NAMES ? ` and ${sharedWith.length - MOST_NAMES} more` : "";
      return { sentence: `The very same account is on file for ${names}${more}.`, subject: [...sharedWith].sort().join("|").slice(0, 200) };
    },
  },
  firstPayout: {
    isDuplicate: false,
    check: ({ loop, paidTimes }) => (loop === "open" && paidTimes === 0 ? { sentence: "It is the first payout to this receiver." } : null),
  },
  accountNew: {
    isDuplicate: false,
    check: ({ account, paidTimes }) => {
      if (!account || account.isPaidBefore || paidTimes === 0) return null;
      return { sentence: "The account was never paid; the receiver was paid to another one before.", at: account.addedAt };
    },
  },
  amountAbove: {
    isDuplicate: false,
    check: ({ amount, usual }, { abovePercent, leastTimes }) => {
      const percent = percentOf(amount, usual, leastTimes);
      if (!usual || percent < abovePercent) return null;
      return { sentence: `The amount is ${sayTimes(percent)} the usual ${sayMoney(usual.median)} (the middle of ${usual.times} payouts).` };
    },
  },
  makerAbove: {
    isDuplicate: false,
    check: ({ amount, maker: { name, usual } }, { makerAbovePercent, leastTimes }) => {
      const percent = percentOf(amount, usual, leastTimes);
      if (!usual || percent < makerAbovePercent) return null;
      return {
        sentence: `The amount is ${sayTimes(percent)} what ${name} usually asks for: ${sayMoney(usual.median)} is the middle of ${usual.times}.`,
      };
    },
  },
} as const satisfies Record<string, Rule>;

export type SenseRule = keyof typeof SENSE_RULES;

/** At most so many receivers are named. */
const MOST_NAMES = 3;

export function isSenseRule(text: string): text is SenseRule {
  return Object.hasOwn(SENSE_RULES, text);
}

/** What stands out about a payout that is asked for, the gravest first. Empty when it is like those before it. */
export function senseWarnings(facts: SenseFacts, limits: SenseLimits): readonly SenseWarning[] {
  return Object.entries<Rule>(SENSE_RULES).flatMap(([rule, { check }]) => {
    const found = isSenseRule(rule) ? check(facts, limits) : null;
    if (!found || !isSenseRule(rule)) return [];
    const { sentence, subject = "", number = null, at = null } = found;
    return [{ rule, subject, sentence, number, at }];
  });
}

/** Whether policy wants to know why, before this is asked for. */
export function needsReason(warnings: readonly Pick<SenseWarning, "rule">[], { duplicateNeedsReason }: SenseLimits): boolean {
  return duplicateNeedsReason && warnings.some(isDuplicate);
}

/** Whether it may be the same payout twice. */
export function isDuplicate({ rule }: Pick<SenseWarning, "rule">): boolean {
  return SENSE_RULES[rule].isDuplicate;
}

/** A middle of few payouts says nothing: 0. */
function percentOf({ minor }: Money, usual: Usual | null, leastTimes: number): number {
  return usual && usual.times >= leastTimes && usual.median.minor > 0n ? Number((minor * 100n) / usual.median.minor) : 0;
}

function sayTimes(percent: number): string {
  return `${(percent / 100).toFixed(percent < 1000 ? 1 : 0).replace(/\.0$/, "")} times`;
}
