import { z } from "zod";
import { BATCH_FIELD_NAMES } from "./fields";

/** Why a row cannot be paid as it stands. `suggestion`: what most likely is meant; taking it is one press. */
export const RowFault = z.object({
  field: z.enum(BATCH_FIELD_NAMES),
  sentence: z.string(),
  suggestion: z.string().optional(),
});
export type RowFault = z.infer<typeof RowFault>;

/**
 * Why a row should not be paid before somebody has looked. `unlikely` is about the account or the name; the others are about being asked for
 * twice: in this file, in another file, or by a payout.
 */
export const DOUBT_KINDS = ["unlikely", "sameRow", "sameFile", "samePayout", "otherName"] as const;
export const RowDoubt = z.object({
  kind: z.enum(DOUBT_KINDS),
  sentence: z.string(),
  /** The payout that it is about. */
  number: z.string().optional(),
});
export type RowDoubt = z.infer<typeof RowDoubt>;
