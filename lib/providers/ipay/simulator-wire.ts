import * as z from "zod";
import { NumberLiteral } from "@/lib/base/exact-json";

export const IpayCredentials = z.object({
  apiKey: z.string().min(8),
  apiSecret: z.string().min(8),
  subaccountId: z.uuid(),
});
export type IpayCredentials = z.infer<typeof IpayCredentials>;

export const RECEIVER_STATUSES = ["creating", "pending", "active", "inactive", "failed"] as const;
export const KYC_STATUSES = ["pending", "completed", "failed"] as const;
export const CONFIRM_STATUSES = ["unconfirmed", "confirmed"] as const;

export const StoredReceiver = z.object({
  id: z.string(),
  /** The subaccount. */
  accountId: z.string(),
  fields: z.record(z.string(), z.string()),
  status: z.enum(RECEIVER_STATUSES),
  kycStatus: z.enum(KYC_STATUSES),
  createdAt: z.string(),
});
export type StoredReceiver = z.infer<typeof StoredReceiver>;

export const StoredAccount = z.object({
  id: z.string(),
  receiverId: z.string(),
  accountId: z.string(),
  /** "aud/direct-entry". */
  rail: z.string(),
  currency: z.string(),
  fields: z.record(z.string(), z.string()),
  status: z.enum(["pending", "complete", "failed"]),
  confirmStatus: z.enum(CONFIRM_STATUSES),
  /** Number and security code of a card are told once and kept nowhere, as nobody else may keep them. */
  card: z.object({ type: z.string(), lastFour: z.string(), expiryMonth: z.string(), expiryYear: z.string() }).nullable(),
  createdAt: z.string(),
});
export type StoredAccount = z.infer<typeof StoredAccount>;

/** What the make-believe Ipay keeps of a payout beside what every simulator keeps. */
export const IpayDetails = z.object({
  receiverId: z.string(),
  receiverAccountId: z.string(),
  /** Of history, whose receivers nobody enrolled here. */
  holderName: z.string().nullable(),
  note: z.string(),
  feeMinor: z.string(),
  /** Its first status is "unassessed" instead of "pending". */
  unassessed: z.boolean(),
  transactionIds: z.tuple([z.string(), z.string()]),
});
export type IpayDetails = z.infer<typeof IpayDetails>;

/** Text, or a number as the text that it was. */
const Value = z.union([z.string(), z.instanceof(NumberLiteral).transform(({ text }) => text)]);

/** A JSON object of texts and numbers; other members are ignored, as a lenient server does. */
export const Fields = z
  .record(z.string(), z.union([Value, z.unknown().transform(() => null)]))
  .transform((members) =>
    Object.fromEntries(Object.entries(members).flatMap(([name, value]) => (value === null ? [] : [[name, value.trim()]]))),
  );
export type Fields = z.infer<typeof Fields>;

export const VerifyRequest = z.object({ subaccount_id: z.string(), account_data: Fields });

/** `POST /_sim/ipay/enrolments`. `becomes` says both halves at once; the other members set one word each. */
export const EnrolmentMove = z.strictObject({
  providerReceiverId: z.string().optional(),
  email: z.string().optional(),
  /** Absent or null: every account of the receiver. */
  providerAccountId: z.string().nullish(),
  becomes: z.enum(["ready", "refused"]).optional(),
  receiverStatus: z.enum(RECEIVER_STATUSES).optional(),
  kycStatus: z.enum(KYC_STATUSES).optional(),
  confirmStatus: z.enum(CONFIRM_STATUSES).optional(),
});
export type EnrolmentMove = z.infer<typeof EnrolmentMove>;
