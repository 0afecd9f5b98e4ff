import { z } from "zod";
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
