import * as z from "zod";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { Moment, MoneyView } from "@/lib/domain/payout/payout-view";

// A unit of payouts, which came in with one press of Submit and are approved as one, as the inbox shows it.

export const UnitItem = z.object({
  unitId: z.string(),
  batchId: z.string(),
  name: z.string(),
  makerName: z.string(),
  submittedAt: Moment,
  expiresAt: Moment.nullable(),
  /** That wait for approval. */
  payouts: z.int(),
  sums: z.array(MoneyView),
  /** How many stand out by what is on record. */
  outliers: z.int(),
  /** Rows that are being made: nobody signs before all of them are there. */
  going: z.int(),
  turn: z.enum(["mine", "own", "done", "later", "others"]),
});
export type UnitItem = z.infer<typeof UnitItem>;

const APART_CODES = ["makerIsChecker", "touchedByChecker", "alreadyDecided", "notYourStep", "changedMeanwhile", "forbidden"] as const;
export type ApartCode = (typeof APART_CODES)[number];

/** Why a payout of a unit is not covered by this reader's signature. */
export const APART_WORDS = {
  makerIsChecker: "made by you, so somebody else decides",
  touchedByChecker: "changed by you or going to an account that you brought, so somebody else decides",
  alreadyDecided: "approved by you already; others are still to",
  notYourStep: "waiting for somebody else's step",
  changedMeanwhile: "decided",
  forbidden: "not yours to decide by your role",
} as const satisfies Record<ApartCode, string>;

export function isApartCode(code: string): code is ApartCode {
  return Object.hasOwn(APART_WORDS, code);
}

const Total = z.object({
  connectionName: z.string(),
  payouts: z.int(),
  sum: MoneyView,
  /** What providers take for it; null where none of them says so before. */
  fee: MoneyView.nullable(),
  /** Null where nobody has read the balance. */
  before: MoneyView.nullable(),
  after: MoneyView.nullable(),
});

export const UnitView = z.object({
  unitId: z.string(),
  batch: z.object({ id: z.string(), name: z.string() }),
  makerName: z.string(),
  submittedAt: Moment,
  expiresAt: Moment.nullable(),
  /** When the first and the last of them are to be sent; null where none has a day. */
  goesOn: z.object({ first: Moment, last: Moment }).nullable(),
  /** Rows that are being made, and rows of which none could be made. */
  going: z.int(),
  refused: z.int(),
  /** What the reader's signature would cover. */
  signed: z.object({
    hash: z.string(),
    payouts: z.int(),
    payees: z.int(),
    closed: z.int(),
    totals: z.array(Total),
    /** What proof policy asks for, of the whole signature. */
    stepUp: z.enum(["none", "session", "item"]),
    holdMinutes: z.int(),
  }),
  /** What it would not, by why not. */
  apart: z.array(
    z.object({
      code: z.enum(["makerIsChecker", "touchedByChecker", "alreadyDecided", "notYourStep", "changedMeanwhile", "forbidden"]),
      payouts: z.int(),
    }),
  ),
  /** Who signs, in which order, and for how many of the payouts. */
  steps: z.array(z.object({ sentence: z.string(), payouts: z.int() })),
  rules: z.array(z.object({ name: z.string(), sentence: z.string(), payouts: z.int() })),
  outliers: z.object({
    /** Of exactly these and what is said of them: whoever signs says with it that they were looked at. */
    mark: z.string(),
    payouts: z.int(),
    kinds: z.array(z.object({ kind: z.string(), payouts: z.int() })),
    /** Of the unit as a whole. */
    ofAll: z.array(z.string()),
  }),
  readAt: Moment,
  signatures: z.array(
    z.object({
      id: z.string(),
      verdict: z.enum(["approve", "reject"]),
      checkerName: z.string(),
      isYours: z.boolean(),
      at: Moment,
      payouts: z.int(),
      applied: z.int(),
      passed: z.int(),
      state: z.enum(["applying", "done", "stopped"]),
      mayUndo: z.boolean(),
    }),
  ),
  /** Where those that are decided have come to. */
  decided: z.array(z.object({ state: z.enum(PAYOUT_STATES), payouts: z.int() })),
});
export type UnitView = z.infer<typeof UnitView>;

export const UnitRowView = z.object({
  payoutId: z.string(),
  number: z.string(),
  line: z.int(),
  receiverName: z.string(),
  accountMasked: z.string().nullable(),
  reference: z.string(),
  amount: MoneyView,
  makerReason: z.string().nullable(),
  marks: z.array(z.string()),
  shownHash: z.string(),
  /** Null where the reader's signature covers it. */
  apart: z.enum(APART_CODES).nullable(),
});
export type UnitRowView = z.infer<typeof UnitRowView>;

export const UnitRowPage = z.object({ total: z.int(), from: z.int(), rows: z.array(UnitRowView) });
export type UnitRowPage = z.infer<typeof UnitRowPage>;

export const UNIT_ROWS_A_PAGE = 100;

/** What happened to payouts of a unit since it was read: why it can no longer be signed as it was shown. */
export const UnitChanges = z.object({
  total: z.int(),
  changes: z.array(z.object({ number: z.string(), receiverName: z.string(), what: z.string(), byName: z.string(), at: Moment })),
});
export type UnitChanges = z.infer<typeof UnitChanges>;
