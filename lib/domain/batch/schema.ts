import * as z from "zod";
import { MakerReason, OnClosedDay, SendOn } from "@/lib/domain/payout/schema";
import { BATCH_FIELD_NAMES } from "./fields";

/** Shapes of what people do to a batch: one for the screen's action and the operation. */

const Line = z.int().positive();
const Field = z.enum(BATCH_FIELD_NAMES);
/** A screen sends what somebody typed or pasted, never a file. */
const MOST_CHANGES = 5_000;
const Lines = z.array(Line).min(1).max(50_000);

export const BatchRef = z.object({ batchId: z.string().min(1) });
export type BatchRef = z.infer<typeof BatchRef>;

export const ChangeRows = BatchRef.extend({
  changes: z
    .array(z.object({ line: Line, field: Field, text: z.string().max(2_000) }))
    .min(1)
    .max(MOST_CHANGES, `At most ${MOST_CHANGES} cells at once.`),
});
export type ChangeRows = z.infer<typeof ChangeRows>;

/** What is typed into one row, for every row that has the same there. */
export const FixAlike = BatchRef.extend({ line: Line, field: Field, text: z.string().max(2_000) });
export type FixAlike = z.infer<typeof FixAlike>;

export const DropRows = BatchRef.extend({ lines: Lines, isDropped: z.boolean() });
export type DropRows = z.infer<typeof DropRows>;

/** Of these rows, or of all that are doubted for the same kinds of reasons as `line`. */
export const GiveReason = BatchRef.extend({ lines: Lines, reason: MakerReason });
export type GiveReason = z.infer<typeof GiveReason>;

/** Null: all that was rejected. */
export const ReopenRows = BatchRef.extend({ lines: Lines.nullable() });
export type ReopenRows = z.infer<typeof ReopenRows>;

export const MapColumns = BatchRef.extend({
  mapping: z
    .array(Field.nullable())
    .max(100)
    .refine((fields) => {
      const named = fields.filter((field) => field !== null);
      return new Set(named).size === named.length;
    }, "Two columns cannot mean the same."),
  decimal: z.enum([".", ","]).nullable(),
  days: z.enum(["dayFirst", "monthFirst"]).nullable(),
});
export type MapColumns = z.infer<typeof MapColumns>;

export const SubmitBatch = BatchRef.extend({
  /** One for each press: a second one with the same is the same. */
  submissionId: z.string().regex(/^sub_[0-9A-Z]{26}$/),
  /** Of the review: whatever changed since then is not what was looked at. */
  revision: z.int(),
  rows: z.int().positive(),
  /** For rows that name no day of their own. */
  sendOn: SendOn.optional(),
  onClosedDay: OnClosedDay.optional(),
});
export type SubmitBatch = z.infer<typeof SubmitBatch>;

export const ResultFormat = z.enum(["csv", "xlsx"]);
export type ResultFormat = z.infer<typeof ResultFormat>;
