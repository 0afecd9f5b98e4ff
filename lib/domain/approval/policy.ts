import type { Currency } from "@/lib/base/currency";
import type { PayeeResult } from "@/lib/domain/account/payee-check";
import { type SenseLimits, USUAL_SENSE } from "@/lib/domain/payout/sense-limits";
import type { SenseRule } from "@/lib/domain/payout/sense-rules";

/** How a payout came in. */
export const PAYOUT_SOURCES = ["screen", "api", "batch", "schedule"] as const;
export type PayoutSource = (typeof PAYOUT_SOURCES)[number];

/** A merchant's approval policy, as a version of it is stored. Which rules hold for a payout is said by `need.ts`. */
export type ApprovalPolicy = {
  /** What amounts of rules are in; payouts in other currencies are converted by the rates on file. */
  readonly currency: Currency;
  /** Who may sign, in the order in which they do: whichever rules fire, a later group signs after an earlier one. */
  readonly groups: readonly SigningGroup[];
  readonly rules: readonly PolicyRule[];
  /** How many different people decide where no rule says who. */
  readonly checkers: number;
  /** For so many days a payout waits for its checkers; then it expires. */
  readonly approvalOpenDays: number;
  /** What a receiver's account has to pass before anything is paid to it. */
  readonly accounts: AccountRule;
  /** When a payout that is asked for stands out (lib/domain/payout/sense-rules.ts). */
  readonly sense: SenseLimits;
};

/** The version that judges what is asked for now. */
export type PolicyInForce = ApprovalPolicy & { readonly version: number };

/** By role and by name; neither: everybody who may approve at all. Being in a group lets nobody approve whose role does not. */
export type SigningGroup = {
  readonly id: string;
  readonly name: string;
  readonly roles: readonly string[];
  /** Ids of people. */
  readonly people: readonly string[];
};

/** The group that every policy has: everybody who may approve. */
export const CHECKERS: SigningGroup = { id: "checkers", name: "Checkers", roles: [], people: [] };

export type PolicyRule = {
  readonly id: string;
  readonly name: string;
  /** All of them have to hold; none at all: the rule fires for every payout. */
  readonly when: Conditions;
  readonly effect: Effect;
};

/** Each condition once; within one, any of its values is enough. */
export type Conditions = {
  /** Converted into the policy's currency. Without a rate an amount counts as above every limit. */
  readonly amount?: Range;
  /** In the payout's own currency, whichever that is. */
  readonly ownAmount?: Range;
  /** What its maker has asked for on the same day of the merchant's, this payout included; converted. */
  readonly makerDay?: Range;
  readonly currency?: readonly Currency[];
  readonly provider?: readonly string[];
  readonly rail?: readonly string[];
  readonly loop?: readonly ("closed" | "open")[];
  readonly source?: readonly PayoutSource[];
  /** Ids of people and API keys. */
  readonly maker?: readonly string[];
  readonly receiver?: readonly ReceiverMark[];
  /** On file for fewer days than this. */
  readonly receiverYoungerThanDays?: number;
  /** Two letters of ISO 3166; `none`: not on file. */
  readonly country?: readonly string[];
  readonly tag?: readonly string[];
  readonly risk?: readonly SenseRule[];
  /** `none`: the receiver's bank was never asked. */
  readonly payee?: readonly (PayeeResult | "none")[];
  /** Monday is 1, Sunday 7; in the merchant's zone. */
  readonly weekday?: readonly number[];
  /** In the merchant's zone; over midnight where it ends before it begins. */
  readonly hours?: Hours;
};
export type ConditionKind = keyof Conditions;

/** Decimals, such as "10000" or "99.50". */
export type Range = { readonly above?: string; readonly upTo?: string };
/** "18:00" until just before "08:00". */
export type Hours = { readonly from: string; readonly to: string };

export const RECEIVER_MARKS = ["firstPayout", "accountChanged"] as const;
export type ReceiverMark = (typeof RECEIVER_MARKS)[number];

export type Effect = {
  /** `none`: nobody, unless another rule asks for people. An empty list leaves it to the other rules. */
  readonly people: "none" | readonly Asked[];
  readonly stepUp: StepUpKind;
  readonly holdMinutes: number;
};
export type Asked = { readonly group: string; readonly count: number };

/** What proof of themselves an approval takes, from laxest to strictest. */
export const STEP_UP_KINDS = ["none", "session", "item"] as const;
export type StepUpKind = (typeof STEP_UP_KINDS)[number];

export type AccountRule = {
  /** An account that was never paid, be it a receiver's first or a further one, waits until a second person has confirmed it. */
  readonly confirmNew: boolean;
  /** So does a change to an account that was paid before. */
  readonly confirmChanged: boolean;
  /** For so many hours after that nothing is paid to it: time for the receiver to notice. 0 for none. */
  readonly coolOffHours: number;
};

/**
 * Demo policy: API payouts up to 100.00 in the four large currencies go alone, everything else needs one checker. Every account is
 * confirmed by a call back before it is paid.
 */
export const DEMO_POLICY: ApprovalPolicy = {
  currency: "EUR",
  groups: [CHECKERS],
  rules: [
    {
      id: "small-by-api",
      name: "Small amounts by API",
      when: { source: ["api"], currency: ["EUR", "GBP", "USD", "AUD"], ownAmount: { upTo: "100.00" } },
      effect: { people: "none", stepUp: "none", holdMinutes: 0 },
    },
  ],
  checkers: 1,
  approvalOpenDays: 7,
  accounts: { confirmNew: true, confirmChanged: true, coolOffHours: 0 },
  sense: USUAL_SENSE,
};

export const REJECTION_REASONS = {
  wrongAmount: "The amount is wrong",
  wrongReceiver: "The receiver or the account is wrong",
  duplicate: "It has been paid already",
  missingDocument: "A document is missing",
  notOwed: "It is not owed",
  other: "Another reason",
} as const;
export type RejectionReason = keyof typeof REJECTION_REASONS;
