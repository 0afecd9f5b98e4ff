import * as z from "zod";
import { PayoutRef } from "@/lib/domain/payout/schema";
import { mentionedIn } from "./mentions";

const MOST_MENTIONED = 10;

/** A note on a payout, with people by their ids: an id is longer than a name, so more is taken than the field lets be typed. */
export const WriteNote = PayoutRef.extend({
  text: z
    .string()
    .trim()
    .min(1, "Say it in a few words.")
    .max(2000, "A note has at most 1,000 characters.")
    .refine((text) => mentionedIn(text).length <= MOST_MENTIONED, `A note speaks of at most ${MOST_MENTIONED} people.`),
});
export type WriteNote = z.infer<typeof WriteNote>;

/** Makes a payout somebody's, or nobody's; `from` is whose it was on the screen. */
export const AssignPayout = PayoutRef.extend({
  assigneeId: z.string().min(1).max(80).nullable(),
  from: z.string().min(1).max(80).nullable(),
});
export type AssignPayout = z.infer<typeof AssignPayout>;
