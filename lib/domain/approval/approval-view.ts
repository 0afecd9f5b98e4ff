import * as z from "zod";
import { AccountFacts } from "@/lib/domain/account/account-facts";
import { Moment, MoneyView, PayoutView } from "@/lib/domain/payout/payout-view";
import { WarningView } from "@/lib/domain/payout/warning-view";
import { UnitItem } from "./unit-view";

// What the approvals inbox shows. As with the payout's own page, the live routes send it as JSON and these shapes read it back.

/** Whether the reader may decide: `own` was made by them, `done` has their word already, `later` waits for another step or for people without a hand in it. */
export const TURNS = ["mine", "own", "done", "later", "others"] as const;

export const QueueItem = z.object({
  payoutId: z.string(),
  number: z.string(),
  amount: MoneyView,
  receiverName: z.string(),
  reference: z.string(),
  loop: z.enum(["closed", "open"]),
  makerName: z.string(),
  submittedAt: Moment,
  expiresAt: Moment.nullable(),
  /** The day on which it is to be sent, where it has one. */
  sendAfter: Moment.nullable(),
  neededCheckers: z.int(),
  approvals: z.int(),
  turn: z.enum(TURNS),
  /** Open loop, and nothing was ever paid to this receiver. */
  isFirst: z.boolean(),
  /** By what stood out when it was asked for; `high` has to be opened. */
  risk: z.enum(["low", "high"]),
  /** A checker asked last, and the maker has not answered yet. */
  isAsked: z.boolean(),
});
export type QueueItem = z.infer<typeof QueueItem>;

export const ApprovalQueue = z.object({
  /** Files of payouts, approved as one each. */
  units: z.array(UnitItem),
  /** By the day on which it lapses, then by risk, then the largest first; those that are not the reader's turn after those that are. */
  items: z.array(QueueItem),
  /** How many wait in all; the list stops at a bound. */
  total: z.int(),
});
export type ApprovalQueue = z.infer<typeof ApprovalQueue>;

/** `since`: the maker saw it, it is new since then, or it stood then and no longer does. */
const ShownWarning = WarningView.extend({ since: z.enum(["seen", "new", "gone"]) });

export const ApprovalView = z.object({
  payout: PayoutView,
  /** Open loop: the account it goes to. */
  account: AccountFacts.nullable(),
  warnings: z.array(ShownWarning),
  /** What the maker said to them. */
  makerReason: z.string().nullable(),
  risk: z.object({ level: z.enum(["low", "high"]), marks: z.array(z.string()) }),
  /** What would be left in the account that it leaves from; null where nobody has read that lately. */
  balance: z.object({ after: MoneyView, readAt: Moment }).nullable(),
  past: z.object({
    paidTimes: z.int(),
    lastPaidAt: Moment.nullable(),
    usual: z.object({ median: MoneyView, times: z.int() }).nullable(),
  }),
});
export type ApprovalView = z.infer<typeof ApprovalView>;
