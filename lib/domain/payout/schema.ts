import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { isDay } from "@/lib/base/day";
import { AccountAddress } from "@/lib/domain/account/address";
import { ConfirmedDoubts, HolderName } from "@/lib/domain/account/proposal";
import { CLOSED_DAY_RULES } from "@/lib/domain/calendar/working-days";

/** Shapes of a payout as it is asked for: one schema for the form, the server action and the REST door. */

export const CurrencyCode = z.enum(CURRENCIES, { error: "Choose a currency that payouts can be made in." });

/** Whole minor units as a number or a string of digits; becomes a bigint, so that no float ever touches money. */
export const AmountMinor = z
  .union([
    z.string().regex(/^\d{1,30}$/, "Give whole minor units (cents) as digits."),
    z.int("Give whole minor units (cents).").nonnegative(),
  ])
  .transform((value) => BigInt(value))
  .refine((minor) => minor > 0n, "The amount must be more than zero.");

export const Reference = z
  .string("Give a reference.")
  .trim()
  .min(1, "Give a reference: it is how you find this payout again.")
  .max(100, "A reference has at most 100 characters.");

/** What the receiver reads. The rail's own limit is applied once the connection is known. */
export const StatementText = z
  .string()
  .trim()
  .max(140, "The text for the statement has at most 140 characters.")
  .regex(/^[^\p{Cc}]*$/u, "The text for the statement cannot contain line breaks or control characters.");

export const Metadata = z
  .record(
    z.string().min(1).max(40, "A metadata name has at most 40 characters."),
    z.string().max(500, "A metadata value has at most 500 characters."),
  )
  .refine((pairs) => Object.keys(pairs).length <= 10, "At most 10 metadata pairs.");

export const PayoutTarget = z.discriminatedUnion("type", [
  /** Closed loop by the order that paid in: the provider's order id or the merchant's own reference of it. */
  z.object({ type: z.literal("order"), orderId: z.string().trim().min(1, "Give the order id.").max(200) }),
  /** Closed loop by the provider's payment source. */
  z.object({
    type: z.literal("paymentSource"),
    userId: z.string().trim().min(1, "Give the user id.").max(200),
    paymentSourceId: z.string().trim().min(1, "Give the payment source id.").max(200),
  }),
  /** Open loop to an account already on file. */
  z.object({ type: z.literal("receiverAccount"), receiverAccountId: z.string().min(1, "Choose the account.") }),
  /** Open loop to an account named here; it is put on file with the payout. */
  z.object({
    type: z.literal("inline"),
    name: HolderName,
    email: z.email("This is not an e-mail address.").optional(),
    account: AccountAddress,
    confirmedDoubts: ConfirmedDoubts,
  }),
]);
export type PayoutTarget = z.infer<typeof PayoutTarget>;

export const SendOn = z
  .string()
  .refine(isDay, "Give the day as year, month and day: 2026-12-24.")
  .describe("To be sent on this day, in the merchant's time zone. It is approved now like any other, and waits as `held` until then.");

export const OnClosedDay = z
  .enum(CLOSED_DAY_RULES, { error: "Choose what happens on a day on which banks are closed." })
  .describe(
    "Where `sendOn` is a weekend or a holiday (EUR: TARGET, GBP: England and Wales, else weekends): the working day after or before, or a refusal. Left out: the day itself.",
  );

export const CreatePayout = z.object({
  /** A connection's name or id. */
  connection: z.string("Choose where the money leaves from.").min(1, "Choose where the money leaves from."),
  amountMinor: AmountMinor,
  currency: CurrencyCode,
  to: PayoutTarget,
  reference: Reference,
  statementText: StatementText.optional(),
  metadata: Metadata.optional(),
  sendOn: SendOn.optional(),
  onClosedDay: OnClosedDay.optional(),
});
export type CreatePayout = z.infer<typeof CreatePayout>;

export const MakerReason = z.string().trim().min(3, "Say in a few words why.").max(500, "A reason has at most 500 characters.");

/** More accounts of one customer than anybody pays in from. */
const MOST_PARTS = 20;

/** The screen's way in: one payout or the parts of one amount, and the key that makes a second press the same set. */
export const SubmitPayouts = z
  .object({
    payouts: z.array(CreatePayout).min(1).max(MOST_PARTS, `At most ${MOST_PARTS} payouts at once.`),
    submissionKey: z.uuid(),
    reason: MakerReason.optional(),
  })
  .refine(({ payouts }) => new Set(payouts.map(({ currency }) => currency)).size === 1, "The parts of an amount have its currency.");

/** A deed on a payout that exists. */
export const PayoutRef = z.object({ payoutId: z.string().min(1) });
export const CancelPayout = PayoutRef.extend({ note: z.string().trim().max(500, "A note has at most 500 characters.").optional() });

/** What is asked for instead of what stands there: one payout, and the round that was on the screen. */
export const MendPayout = PayoutRef.extend({ round: z.int().positive(), order: CreatePayout, reason: MakerReason.optional() });

/** A checker's question, or a maker's answer. */
export const NoteOnPayout = PayoutRef.extend({
  // People are named by their ids, which are longer than names: more is taken than the field lets be typed.
  text: z.string().trim().min(1, "Say it in a few words.").max(2000, "A note has at most 1,000 characters."),
});
export type NoteOnPayout = z.infer<typeof NoteOnPayout>;

export const DecideResend = PayoutRef.extend({ verdict: z.enum(["confirmed", "withdrawn"]) });
export const AttachProviderPayout = PayoutRef.extend({
  providerPayoutId: z.string().trim().min(1, "Give the provider's id of the payout.").max(200, "An id has at most 200 characters."),
});
export const ResolveContradiction = PayoutRef.extend({
  note: z.string().trim().min(5, "Say in a few words what you found out.").max(500, "A note has at most 500 characters."),
});

export function loopOf(target: PayoutTarget): "closed" | "open" {
  return target.type === "order" || target.type === "paymentSource" ? "closed" : "open";
}
