import * as z from "zod";
import { REJECTION_REASONS, type RejectionReason } from "./policy";

/** Shapes of a checker's decision: for the buttons and for the actions behind them. */

export const REJECTION_REASON_NAMES = Object.keys(REJECTION_REASONS).filter(isRejectionReason);

export function isRejectionReason(text: string): text is RejectionReason {
  return Object.hasOwn(REJECTION_REASONS, text);
}

export const DecisionNote = z
  .string()
  .trim()
  .max(500, "A note has at most 500 characters.")
  .transform((note) => note || undefined)
  .optional();

const PayoutShown = z.object({
  payoutId: z.string().min(1),
  /** What was on the screen when the key was pressed; the operation refuses a decision on anything else. */
  shownHash: z.string().regex(/^[0-9a-f]{64}$/),
});

export const ApprovePayout = PayoutShown.extend({ note: DecisionNote });

/** As many as anybody selects by hand. */
const MOST_AT_ONCE = 100;
export const ApproveSeveral = z.object({ payouts: z.array(PayoutShown).min(1).max(MOST_AT_ONCE, `At most ${MOST_AT_ONCE} at once.`) });

export const RejectPayout = PayoutShown.extend({
  reason: z.enum(REJECTION_REASON_NAMES, "Choose a reason."),
  note: DecisionNote,
}).refine(({ reason, note }) => reason !== "other" || note !== undefined, {
  path: ["note"],
  error: "Say in a few words why: the reason alone does not.",
});

const UnitRef = z.object({ unitId: z.string().regex(/^sub_[0-9A-Z]{26}$/) });
const reasonSaid = {
  reason: z.enum(REJECTION_REASON_NAMES, "Choose a reason."),
  note: DecisionNote,
};
const NOT_ALONE = "Say in a few words why: the reason alone does not.";

/** A word on all that a unit asks for and the reader may sign: on the hash of it as it was shown. */
export const SignUnit = UnitRef.extend({
  verdict: z.enum(["approve", "reject"]),
  hash: z.string().regex(/^[0-9a-f]{64}$/),
  /** Of what stood out when it was looked at; null where nobody has. */
  lookedAt: z.string().max(40).nullable(),
  reason: reasonSaid.reason.optional(),
  note: reasonSaid.note,
})
  .refine(({ verdict, reason }) => (verdict === "reject") === (reason !== undefined), { path: ["reason"], error: "Choose a reason." })
  .refine(({ reason, note }) => reason !== "other" || note !== undefined, { path: ["note"], error: NOT_ALONE });
export type SignUnit = z.infer<typeof SignUnit>;

/** As many as anybody marks by hand. */
const MOST_TAKEN_OUT = 500;
export const TakeOut = UnitRef.extend({
  payouts: z.array(PayoutShown).min(1).max(MOST_TAKEN_OUT, `At most ${MOST_TAKEN_OUT} at once.`),
  ...reasonSaid,
}).refine(({ reason, note }) => reason !== "other" || note !== undefined, { path: ["note"], error: NOT_ALONE });
export type TakeOut = z.infer<typeof TakeOut>;

export const UndoSignature = z.object({ signatureId: z.string().regex(/^sig_[0-9A-Z]{26}$/) });
export type UndoSignature = z.infer<typeof UndoSignature>;
