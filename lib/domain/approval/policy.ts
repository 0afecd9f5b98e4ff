import type { Money } from "@/lib/base/money";
import type { Actor } from "@/lib/domain/access/actor";
import { may } from "@/lib/domain/access/actor";
import type { DenialCode } from "@/lib/domain/access/denial";

/** How a payout came in. */
export const PAYOUT_SOURCES = ["screen", "api", "batch"] as const;
export type PayoutSource = (typeof PAYOUT_SOURCES)[number];

/** A merchant's approval policy, stored as JSON and versioned. Rules with more conditions are further members of this shape. */
export type ApprovalPolicy = {
  readonly version: number;
  /** Payouts by API up to these amounts (minor units, by currency) need no person. A currency that is not named always does. */
  readonly apiWithoutPersonUpTo: Readonly<Record<string, string>>;
  /** How many different checkers a payout needs. */
  readonly checkers: number;
  /** For so many days a payout waits for its checkers; then it expires. */
  readonly approvalOpenDays: number;
  /** What a receiver's account has to pass before anything is paid to it. */
  readonly accounts: AccountRule;
  /** When a payout that is asked for stands out (lib/domain/payout/sense-rules.ts). */
  readonly sense: SenseLimits;
};

export type SenseLimits = {
  /** For how long the same amount to the same receiver, and the same reference, are taken for a possible double. */
  readonly sameAmountDays: number;
  readonly sameReferenceDays: number;
  /** From how many percent of a receiver's, and of the maker's, middle amount on; and how many payouts make a habit. */
  readonly abovePercent: number;
  readonly makerAbovePercent: number;
  readonly leastTimes: number;
  /** Whether the maker has to say why, where it may be the same payout twice. */
  readonly duplicateNeedsReason: boolean;
};

export const USUAL_SENSE: SenseLimits = {
  sameAmountDays: 30,
  sameReferenceDays: 90,
  abovePercent: 200,
  makerAbovePercent: 1000,
  leastTimes: 3,
  duplicateNeedsReason: false,
};

export type AccountRule = {
  /** An account that was never paid, be it a receiver's first or a further one, waits until a second person has confirmed it. */
  readonly confirmNew: boolean;
  /** So does a change to an account that was paid before. */
  readonly confirmChanged: boolean;
  /** For so many hours after that nothing is paid to it: time for the receiver to notice. 0 for none. */
  readonly coolOffHours: number;
};

export type ApprovalNeed =
  | { readonly kind: "none"; readonly why: string }
  | { readonly kind: "checkers"; readonly count: number; readonly why: string };

/**
 * Demo policy: API payouts up to 100.00 in the four large currencies go alone, everything else needs one checker. Every account is
 * confirmed by a call back before it is paid.
 */
export const DEMO_POLICY: ApprovalPolicy = {
  version: 1,
  apiWithoutPersonUpTo: { EUR: "10000", GBP: "10000", USD: "10000", AUD: "10000" },
  checkers: 1,
  approvalOpenDays: 7,
  accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 0 },
  sense: USUAL_SENSE,
};

export function approvalNeed(policy: ApprovalPolicy, { source, amount }: { source: PayoutSource; amount: Money }): ApprovalNeed {
  const limit = policy.apiWithoutPersonUpTo[amount.currency];
  if (source === "api" && limit !== undefined && amount.minor <= BigInt(limit)) {
    return { kind: "none", why: "Payouts by API up to the policy's limit need no person." };
  }
  const people = policy.checkers === 1 ? "one checker" : `${policy.checkers} different checkers`;
  return { kind: "checkers", count: policy.checkers, why: `The policy asks for ${people}.` };
}

export type ApprovalFacts = {
  /** Person or API key that made it. */
  readonly makerId: string;
  readonly neededCheckers: number;
  /** Checkers whose approval of the payout as it stands is on record. */
  readonly approvedBy: readonly string[];
};

export type ApprovalVerdict =
  | { readonly kind: "enough" }
  | { readonly kind: "oneOfSeveral"; readonly missing: number }
  | { readonly kind: "denied"; readonly code: DenialCode };

/** Whether this checker's approval counts, and whether it completes what policy asks. */
export function judgeApproval(facts: ApprovalFacts, checker: Actor): ApprovalVerdict {
  if (checker.kind !== "person" || !may(checker, "payout.approve")) return { kind: "denied", code: "forbidden" };
  if (checker.personId === facts.makerId) return { kind: "denied", code: "makerIsChecker" };
  if (facts.approvedBy.includes(checker.personId)) return { kind: "denied", code: "alreadyDecided" };
  const missing = facts.neededCheckers - facts.approvedBy.length - 1;
  return missing <= 0 ? { kind: "enough" } : { kind: "oneOfSeveral", missing };
}

export const REJECTION_REASONS = {
  wrongAmount: "The amount is wrong",
  wrongReceiver: "The receiver or the account is wrong",
  duplicate: "It has been paid already",
  missingDocument: "A document is missing",
  notOwed: "It is not owed",
  other: "Another reason",
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;
