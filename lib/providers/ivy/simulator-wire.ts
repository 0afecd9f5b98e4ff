import * as z from "zod";
import { NumberLiteral } from "@/lib/base/exact-json";
import { AccountAddress } from "@/lib/domain/account/address";

/** What a merchant account at the make-believe Ivy is known by. */
export const IvyCredentials = z.strictObject({ apiKey: z.string().min(8), webhookSecret: z.string().min(8) });
export type IvyCredentials = z.infer<typeof IvyCredentials>;

const Text = z.string().min(1);
const DigitsOnly = z.string().regex(/^\d+$/, "must have digits only");

/** The type's own member must be filled; that it is spelled differently (`sort_code`, `sortCode`) is Ivy's way. */
export const FinancialAddress = z.discriminatedUnion("type", [
  z.object({ type: z.literal("iban"), iban: z.object({ iban: Text, accountHolderName: Text, bic: z.string().optional() }) }),
  z.object({
    type: z.literal("sort_code"),
    sortCode: z.object({
      sortCode: DigitsOnly.length(6, "must have 6 digits"),
      accountNumber: DigitsOnly.max(8),
      accountHolderName: Text,
    }),
  }),
  z.object({ type: z.literal("bank_code"), bankCode: z.object({ code: Text, accountNumber: Text, accountHolderName: Text }) }),
  z.object({ type: z.literal("bban"), bban: z.object({ bban: Text, accountHolderName: Text, bic: z.string().optional() }) }),
  z.object({
    type: z.literal("aba"),
    aba: z.object({ routingNumber: DigitsOnly, accountNumber: DigitsOnly, accountHolderName: Text }),
  }),
  z.object({ type: z.literal("wallet"), wallet: z.object({ address: Text, blockchain: Text }) }),
]);
export type FinancialAddress = z.infer<typeof FinancialAddress>;

const Metadata = z
  .record(
    z.string().max(40, "keys have at most 40 characters"),
    z.union([z.string().max(500, "values have at most 500 characters"), z.instanceof(NumberLiteral), z.boolean()]),
  )
  .refine((metadata) => Object.keys(metadata).length <= 50, "has at most 50 keys");

export const CreateRequest = z.object({
  amount: z.instanceof(NumberLiteral, { error: "must be a number" }),
  currency: z.enum(["EUR", "GBP", "USD", "USDC"]),
  destination: z.object({
    type: z.enum(["customer", "beneficiary"]).optional(),
    orderId: Text.optional(),
    financialAddress: FinancialAddress.optional(),
  }),
  metadata: Metadata.optional(),
  paymentReference: z.string().max(140).optional(),
  rail: Text.optional(),
});
export type CreateRequest = z.infer<typeof CreateRequest>;

/** What the make-believe Ivy keeps of a payout beside what every simulator keeps. */
export const IvyDetails = z.object({
  destination: FinancialAddress.nullable(),
  orderId: z.string().nullable(),
  metadata: z.record(z.string(), z.string()),
  paymentReference: z.string().nullable(),
  rail: z.string().nullable(),
  /** Of the parameters, to tell a replay from another request under the same key; null for history. */
  fingerprint: z.string().nullable(),
});
export type IvyDetails = z.infer<typeof IvyDetails>;

const ORDER_STATUSES = [
  "processing",
  "waiting_for_payment",
  "waiting_for_bank_confirmation",
  "paid",
  "finalizing",
  "in_refund",
  "refunded",
  "partially_refunded",
  "refund_failed",
  "in_dispute",
  "disputed",
  "refused",
  "canceled",
  "failed",
] as const;

/** `POST /_sim/ivy/orders`. Everything may be left out: then somebody has paid in 100.00. */
export const NewOrder = z.strictObject({
  accountId: z.string().optional(),
  orderId: Text.optional(),
  reference: z.string().nullable().default(null),
  amountMinor: z
    .union([z.string().regex(/^[1-9]\d*$/), z.int().positive()])
    .transform(String)
    .default("10000"),
  currency: z.enum(["EUR", "GBP", "USD", "USDC"]).default("EUR"),
  status: z.enum(ORDER_STATUSES).default("paid"),
  holderName: Text.default("Jo Payer"),
  holderEmail: z.string().nullable().default(null),
  /** Null: Ivy does not know the payer's account. */
  address: AccountAddress.nullable().optional(),
  paidInAt: z.iso.datetime({ offset: true }).optional(),
  /** Of it, refunded at Ivy itself. */
  refundedMinor: z
    .union([z.string().regex(/^\d+$/), z.int().nonnegative()])
    .transform(String)
    .default("0"),
});

export const StoredOrder = z.object({
  orderId: z.string(),
  accountId: z.string(),
  reference: z.string().nullable(),
  amountMinor: z.string(),
  currency: z.enum(["EUR", "GBP", "USD", "USDC"]),
  status: z.enum(ORDER_STATUSES),
  holderEmail: z.string().nullable(),
  payer: FinancialAddress.nullable(),
  createdAt: z.string(),
  refundedMinor: z.string().default("0"),
});
export type StoredOrder = z.infer<typeof StoredOrder>;
