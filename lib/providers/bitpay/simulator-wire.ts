import * as z from "zod";
import { CURRENCIES, type Currency, isCurrency } from "@/lib/base/currency";
import { NumberLiteral } from "@/lib/base/exact-json";
import { checkEmail } from "@/lib/domain/account/overseas-checks";
import { LEDGER_CURRENCIES } from "./manifest";

/** What a merchant account at the make-believe BitPay is known by: a paired key, and its approved tokens. */
export const BitPayCredentials = z.strictObject({
  publicKey: z.string().regex(/^0[23][0-9a-f]{64}$/, "must be a compressed public key in hexadecimal"),
  payoutToken: z.string().min(8),
  merchantToken: z.string().min(8).nullable().default(null),
});
export type BitPayCredentials = z.infer<typeof BitPayCredentials>;

const Text = z.string().min(1);
const Https = z.url({ protocol: /^https$/, error: "must be an https address" });
const LedgerCurrency = z.enum(LEDGER_CURRENCIES, {
  error: ({ input }) => (input === undefined ? "Ledger currency is required" : "Ledger currency is not supported"),
});
const KnownCurrency = z.custom<Currency>((value) => typeof value === "string" && isCurrency(value), "is not a currency that we know");
const Email = z.string().refine((text) => checkEmail(text).ok, "must be an e-mail address");

export const CreateRequest = z
  .object({
    amount: z.instanceof(NumberLiteral, { error: "must be a number" }),
    currency: z.enum(LEDGER_CURRENCIES),
    ledgerCurrency: LedgerCurrency,
    recipientId: Text.optional(),
    email: Email.optional(),
    shopperId: Text.optional(),
    reference: z.string().max(100, "has at most 100 characters").optional(),
    label: z.string().optional(),
    notificationURL: Https.optional(),
    notificationEmail: Email.optional(),
    effectiveDate: z.iso.date().optional(),
    ignoreEmails: z.boolean().optional(),
  })
  .refine(
    ({ recipientId, email, shopperId }) => [recipientId, email, shopperId].filter((one) => one !== undefined).length === 1,
    "Give exactly one of recipientId, email and shopperId.",
  );
export type CreateRequest = z.infer<typeof CreateRequest>;

export const GroupRequest = z.object({ instructions: z.array(z.record(z.string(), z.unknown())).min(1) });

export const InviteRequest = z.object({
  recipients: z
    .array(z.object({ email: Email, label: z.string().optional(), notificationURL: Https.optional() }))
    .min(1)
    .max(1000, "has at most 1000 recipients"),
});

export const RecipientChange = z.object({ label: z.string().optional(), notificationURL: Https.optional() });

export const TokenRequest = z.object({
  id: z.string().regex(/^T[1-9A-HJ-NP-Za-km-z]{30,40}$/, "must be a SIN"),
  facade: z.enum(["payout", "merchant"]),
  label: z.string().max(60).optional(),
});

/** What the make-believe BitPay keeps of a payout beside what every simulator keeps. */
export const BitPayDetails = z.object({
  recipientId: z.string(),
  email: z.string().nullable(),
  ledgerCurrency: KnownCurrency,
  /** The coin that the recipient chose. */
  coin: KnownCurrency,
  label: z.string().nullable(),
  notificationURL: z.string().nullable(),
  notificationEmail: z.string().nullable(),
  effectiveDate: z.string(),
  groupId: z.string().nullable(),
  /** Our own states know one step between taken and done, BitPay two. */
  stage: z.enum(["funded", "processing"]),
  token: z.string(),
});
export type BitPayDetails = z.infer<typeof BitPayDetails>;

export const RecipientStatus = z.enum(["invited", "unverified", "verified", "active", "paused", "removed"]);
export type RecipientStatus = z.infer<typeof RecipientStatus>;

export const StoredRecipient = z.object({
  id: z.string(),
  accountId: z.string(),
  email: z.string(),
  label: z.string().nullable(),
  notificationURL: z.string().nullable(),
  status: RecipientStatus,
  coin: KnownCurrency,
  token: z.string(),
  changedAt: z.string(),
});
export type StoredRecipient = z.infer<typeof StoredRecipient>;

export const StoredToken = z.object({
  token: z.string(),
  facade: z.enum(["payout", "merchant"]),
  sin: z.string(),
  pairingCode: z.string(),
  expiresAt: z.string(),
  /** The account that a person paired it with; null until then. */
  accountId: z.string().nullable(),
});
export type StoredToken = z.infer<typeof StoredToken>;

/** `POST /_sim/bitpay/enrolments`: what a recipient did, or what a person did in the BitPay dashboard. */
export const EnrolmentMove = z.strictObject({
  providerReceiverId: Text,
  providerAccountId: z.null().optional(),
  becomes: z.union([z.enum(["ready", "refused"]), RecipientStatus]),
  /** For one whom nobody has invited yet: then they are put there as they are. */
  accountId: z.string().optional(),
  email: Email.optional(),
  label: z.string().optional(),
});
/** Also there: the code of a token that somebody types into the dashboard. */
export const PairingMove = z.strictObject({ pairingCode: Text, accountId: z.string().optional() });

/** `POST /_sim/bitpay/orders`: an invoice that a shopper has paid, which is how money comes into a ledger. */
export const PaidInvoice = z.strictObject({
  accountId: z.string().optional(),
  amountMinor: z
    .union([z.string().regex(/^[1-9]\d*$/), z.int().positive()])
    .transform(String)
    .default("10000"),
  currency: z.enum(CURRENCIES).default("USD"),
});
