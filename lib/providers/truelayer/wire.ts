import * as z from "zod";

// TrueLayer's own shapes, as far as we read them. Lenient: what is new is let through, what is missing where it may be is null.

/** Ids are UUIDs and come in either case: here they have one, so that the same payout is never taken for two. */
const Id = z.string().min(1).toLowerCase();

/** Under which our own number goes along with a payout and comes back. */
export const NUMBER_KEY = "counterfoil_number";

const OurMetadata = z
  .object({ [NUMBER_KEY]: z.string() })
  .nullable()
  .catch(null)
  .default(null);

export const Problem = z.object({
  type: z.string().optional(),
  title: z.string().optional(),
  detail: z.string().optional(),
  trace_id: z.string().optional(),
  errors: z.record(z.string(), z.array(z.string())).optional().catch(undefined),
});
export type Problem = z.infer<typeof Problem>;

export const CreatedPayout = z.object({ id: Id, status: z.string().optional(), resource_token: z.string().optional().catch(undefined) });

/** The answer to create as it may be kept: the token opens the payout's page to whoever has it. */
export function withoutResourceToken(text: string): string {
  return text.replace(/("resource_token"\s*:\s*")[^"]*(")/g, "$1••••$2");
}

/** Account holder verification: how the bank's name compares with ours. */
export const CreatedVerification = z.object({ id: Id });
export const Verification = z.object({
  id: Id,
  status: z.string(),
  failure_reason: z.string().nullish(),
  match_result: z
    .object({ type: z.string(), account_holder_name: z.string().nullish(), reason: z.string().nullish() })
    .nullish()
    .catch(null),
});
export type Verification = z.infer<typeof Verification>;

export const AccountIdentifier = z.object({
  type: z.string(),
  iban: z.string().optional(),
  sort_code: z.string().optional(),
  account_number: z.string().optional(),
});
export type AccountIdentifier = z.infer<typeof AccountIdentifier>;

/** The account that paid in, as a movement names it: on the way in under `id`, on the way back under `payment_source_id`. */
const NamedSource = z
  .object({
    type: z.string().optional(),
    id: Id.optional(),
    payment_source_id: Id.optional(),
    user_id: z.string().toLowerCase().nullish(),
    account_holder_name: z.string().nullish(),
    account_identifiers: z.array(AccountIdentifier).catch([]).optional(),
  })
  .nullish()
  .catch(null);
export type NamedSource = z.infer<typeof NamedSource>;

/** What moved money on a merchant account. Older fixtures also show payouts that have not left: any status is taken. */
const TransactionItem = z.object({
  type: z.string(),
  id: z.string().min(1),
  amount_in_minor: z.int(),
  currency: z.string().optional(),
  status: z.string().optional(),
  settled_at: z.string().nullish(),
  executed_at: z.string().nullish(),
  created_at: z.string().nullish(),
  payout_id: Id.nullish(),
  payment_id: z.string().min(1).nullish().catch(null),
  payment_source: NamedSource,
  beneficiary: NamedSource,
  return_for: z.object({ returned_id: Id }).nullish().catch(null),
  context_code: z.string().nullish().catch(null),
  metadata: OurMetadata,
});
export type TransactionItem = z.infer<typeof TransactionItem>;

export const Transactions = z.object({
  items: z.array(TransactionItem.nullable().catch(null)),
  pagination: z.object({ next_cursor: z.string().nullish() }).nullish().catch(null),
});

export const Payout = z.object({
  id: Id,
  amount_in_minor: z.int(),
  currency: z.string(),
  status: z.string(),
  scheme_id: z.string().nullish(),
  created_at: z.string().nullish(),
  authorized_at: z.string().nullish(),
  executed_at: z.string().nullish(),
  failed_at: z.string().nullish(),
  failure_reason: z.string().nullish(),
  metadata: OurMetadata,
});
export type Payout = z.infer<typeof Payout>;

export const MerchantAccount = z.object({
  id: z.string(),
  currency: z.string(),
  available_balance_in_minor: z.int(),
  current_balance_in_minor: z.int(),
});

export const PaymentSources = z.object({
  items: z.array(
    z.object({
      id: Id,
      account_holder_name: z.string().nullish(),
      account_identifiers: z.array(AccountIdentifier).catch([]),
    }),
  ),
});

export const WebhookKeys = z.object({ keys: z.array(z.looseObject({ kid: z.string().optional(), kty: z.string() })) });
export type WebhookKey = z.infer<typeof WebhookKeys>["keys"][number];

/** Whatever is odd about a member, the event itself must not be lost over it. */
const Told = z.string().min(1).nullable().catch(null).default(null);

export const WebhookEvent = z.object({
  type: z.string(),
  event_id: Told,
  payout_id: Id.nullable().catch(null).default(null),
  executed_at: Told,
  failed_at: Told,
  failure_reason: Told,
  scheme_id: Told,
  settled_at: Told,
  payment_id: Told,
  metadata: OurMetadata,
  return_for: z.object({ returned_id: Id }).nullable().catch(null).default(null),
});
