import * as z from "zod";
import { BATCH_FIELD_NAMES } from "./fields";

/** Why a row cannot be paid as it stands. `suggestion`: what most likely is meant; taking it is one press. */
export const RowFault = z.object({
  field: z.enum(BATCH_FIELD_NAMES),
  sentence: z.string(),
  suggestion: z.string().optional(),
});
export type RowFault = z.infer<typeof RowFault>;

/**
 * Why a row should not be paid before somebody has looked. `unlikely` and `otherName` are about whom it goes to; the others are about being
 * asked for twice: in this file, in another one, or by a payout.
 */
export const DOUBT_KINDS = ["unlikely", "otherName", "sameRow", "sameFile", "samePayout"] as const;
export const RowDoubt = z.object({
  kind: z.enum(DOUBT_KINDS),
  sentence: z.string(),
  /** The payout that it is about. */
  number: z.string().optional(),
});
export type RowDoubt = z.infer<typeof RowDoubt>;

/**
 * `faulty` cannot go; `doubtful` waits for a reason; `ready` may go; `dropped` stays. `going`: submitted, and its payout is about to be
 * made; `made`: it is a payout now.
 */
export const ROW_STATES = ["faulty", "doubtful", "ready", "dropped", "going", "made"] as const;
export type RowState = (typeof ROW_STATES)[number];

/** Rows that people may still change. */
export const PENDING_STATES = ["faulty", "doubtful", "ready"] as const satisfies readonly RowState[];
