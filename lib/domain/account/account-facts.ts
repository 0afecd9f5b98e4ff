import * as z from "zod";
import { Moment } from "@/lib/domain/payout/payout-view";
import { PAYEE_RESULTS } from "./payee-check";
import { ACCOUNT_ORIGINS, ACCOUNT_STANDINGS } from "./standing";

/** What is known about what an account says, beside the number: who stands for it, what the bank says, who else has it. */
export const AccountFacts = z.object({
  versionId: z.string(),
  version: z.int(),
  standing: z.enum(ACCOUNT_STANDINGS),
  origin: z.enum(ACCOUNT_ORIGINS),
  /** Who brought it: then somebody else decides on it. */
  broughtBy: z.object({ name: z.string().nullable(), isYou: z.boolean() }),
  broughtAt: Moment,
  /** What was unlikely, and let stand by whoever brought it. */
  doubts: z.array(z.string()),
  decision: z
    .object({
      byName: z.string(),
      at: Moment,
      call: z.object({ name: z.string(), numberMasked: z.string(), at: Moment }).nullable(),
      note: z.string().nullable(),
    })
    .nullable(),
  /** Nothing is paid to it before this moment. */
  coolsOffUntil: Moment.nullable(),
  /** For how many hours an account rests once it is confirmed; 0 for none. */
  coolOffHours: z.int(),
  /** The bank's answers, newest first. */
  checks: z.array(
    z.object({
      id: z.string(),
      result: z.enum(PAYEE_RESULTS),
      suggestedName: z.string().nullable(),
      why: z.string().nullable(),
      providerLabel: z.string(),
      byName: z.string(),
      at: Moment,
      evidenceId: z.string().nullable(),
    }),
  ),
  /** Whether the reader may be its second person. */
  mayDecide: z.boolean(),
  /** Whether the reader may have the bank asked, and some connection can ask. */
  mayCheck: z.boolean(),
  /** Other receivers who have an account of this number. */
  sharedWith: z.array(z.object({ receiverId: z.string(), name: z.string() })),
});
export type AccountFacts = z.infer<typeof AccountFacts>;
