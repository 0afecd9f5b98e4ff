import * as z from "zod";
import { ACCOUNT_KINDS } from "@/lib/domain/account/address";
import { isRejectionReason } from "@/lib/domain/approval/schema";
import { isFailureReason } from "./failure";
import { PayoutRow } from "./history-view";
import { HOLD_KINDS } from "./hold";
import { PAYOUT_STATES } from "./lifecycle";
import { LONGEST_LOOK_UP } from "./look-up-question";
import { payoutSentence, type Sentence } from "./sentence";

// Look-up as the browser gets it: answers and not only rows, so that whoever is on the telephone need not open anything.

export const LookUpText = z.object({ text: z.string().max(LONGEST_LOOK_UP, "This is too long: paste at most 500 ids.") });

const Moment = z.coerce.date();
const FailureReason = z
  .string()
  .nullable()
  .transform((stored) => (stored === null ? null : isFailureReason(stored) ? stored : "unknown"));

/** A payout with everything that its answer card says. */
export const LookUpHit = z.object({
  id: z.string(),
  number: z.string(),
  state: z.enum(PAYOUT_STATES),
  amountMinor: z.string(),
  currency: PayoutRow.shape.currency,
  loop: PayoutRow.shape.loop,
  provider: z.string(),
  providerLabel: z.string(),
  connectionName: z.string(),
  reference: z.string(),
  orderId: z.string().nullable(),
  receiverName: z.string(),
  accountMasked: z.string().nullable(),
  /** Where the whole number stands, for whoever may ask to see it. */
  accountVersionId: z.string().nullable(),
  accountKind: z.enum(ACCOUNT_KINDS).nullable(),
  providerPayoutId: z.string().nullable(),
  traceId: z.string().nullable(),
  makerName: z.string(),
  neededCheckers: z.int(),
  approvedBy: z.array(z.string()),
  rejection: z.object({ by: z.string(), reason: z.string().nullable() }).nullable(),
  stoppedBy: z.string().nullable(),
  failureReason: FailureReason,
  holdKind: z.enum(HOLD_KINDS).nullable(),
  holdReason: z.string().nullable(),
  isContradicted: z.boolean(),
  attempts: z.int(),
  createdAt: Moment,
  submittedAt: Moment,
  sentAt: Moment.nullable(),
  settledAt: Moment.nullable(),
  stateAt: Moment,
  expiresAt: Moment.nullable(),
  nextCheckAt: Moment.nullable(),
  /** Why it was found, in a few words; the best reason where there are several. */
  why: z.string(),
});
export type LookUpHit = z.infer<typeof LookUpHit>;

export const LookUpAnswer = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("nothing") }),
  z.object({
    kind: z.literal("one"),
    hits: z.array(LookUpHit),
    /** More were found than are shown. */
    hasMore: z.boolean(),
    /** What is odd about what was pasted. */
    note: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("many"),
    /** In the order in which they were pasted; without a hit there is none. */
    answers: z.array(z.object({ id: z.string(), hits: z.array(LookUpHit) })),
    left: z.int(),
  }),
]);
export type LookUpAnswer = z.infer<typeof LookUpAnswer>;

/** What a bank or a chain finds the payment by, with the word for it; ours where the provider has not named it yet. */
export function proofOf({ traceId, providerPayoutId, number }: Pick<LookUpHit, "traceId" | "providerPayoutId" | "number">): {
  readonly label: string;
  readonly id: string;
} {
  if (traceId) return { label: /^(0x)?[0-9a-f]{64}$/i.test(traceId) ? "Transaction id" : "Trace id", id: traceId };
  return providerPayoutId ? { label: "Provider's id", id: providerPayoutId } : { label: "Payout number", id: number };
}

/** What happened, who acts next, until when: as the payout's own page says it. */
export function sentenceOfHit(hit: LookUpHit): Sentence {
  const reason = hit.rejection?.reason ?? null;
  return payoutSentence({
    ...hit,
    rejection: hit.rejection && { by: hit.rejection.by, reason: reason !== null && isRejectionReason(reason) ? reason : null },
  });
}
