import * as z from "zod";
import { NumberLiteral, readExactJson } from "@/lib/base/exact-json";

/** Ipay's payloads, as far as we read them. Numbers arrive as literals, so that no amount passes through a float. */

/** A member whose absence, null or strange shape must not hide what it stands in. */
const loose = <T>(schema: z.ZodType<T>) => schema.nullish().catch(null);

/** Text, or a number as the text that it was: the same member is a number here and text there. */
const Text = z.union([z.string(), z.instanceof(NumberLiteral).transform(({ text }) => text)]);

/** Whole minor units; anything with a point or an exponent is none. */
const Minor = Text.pipe(z.string().regex(/^-?\d{1,30}$/)).transform((digits) => BigInt(digits));

/** What both the whole payout and a row of the list show; a row has neither fee nor transactions. */
export const Payout = z.object({
  id: z.string().min(1),
  status: Text,
  amount: loose(Minor),
  asset: loose(z.string()),
  reference: loose(Text),
  created_at: loose(Text),
  fee_data: loose(z.object({ fee_value: loose(Minor) })),
  /** The upstream provider's words: its status is stale and never read. */
  payout_data: loose(
    z.object({
      transaction_is_duplicated: loose(z.boolean()),
      receiver_is_invalid: loose(z.boolean()),
      sender_is_invalid: loose(z.boolean()),
      errors: z.unknown().optional(),
      transaction_id: loose(Text),
    }),
  ),
  transactions: loose(
    z.array(
      z
        .object({ amount: loose(Minor), transaction_type: loose(z.string()), updated_at: loose(Text) })
        .nullable()
        .catch(null),
    ),
  ),
});
export type Payout = z.infer<typeof Payout>;

/** Rows that we cannot read are kept as null: a list with a hole in it proves no absence. */
export const PayoutList = z.object({ payload: z.array(Payout.nullable().catch(null)), lastkey: z.string().nullish() });
export type PayoutList = z.infer<typeof PayoutList>;

export const CreatedPayout = z.object({ payload: z.object({ payout_id: z.string().min(1) }) });
export const OnePayout = z.object({ payload: Payout });

export const CreatedReceiver = z.object({ payload: z.object({ receiver_id: z.string().min(1) }) });

export const Receiver = z.object({
  id: z.string().min(1),
  first_name: loose(z.string()),
  last_name: loose(z.string()),
  email: loose(z.string()),
  status: loose(Text),
  kyc_status: loose(Text),
  reference: loose(Text),
});
export type Receiver = z.infer<typeof Receiver>;
export const OneReceiver = z.object({ payload: Receiver });
export const ReceiverList = z.object({ payload: z.array(Receiver.nullable().catch(null)), lastkey: z.string().nullish() });

/** Of a card's number the last four digits are read, and the security code is not read at all. */
const Card = {
  card_type: loose(z.string()),
  card_no: loose(Text.transform((number) => number.replace(/\D/g, "").slice(-4))),
  expiry_month: loose(Text),
  expiry_year: loose(Text),
};

const AccountFields = {
  bsb: loose(Text),
  routing_number: loose(Text),
  account_number: loose(Text),
  account_type: loose(z.string()),
  iban: loose(z.string()),
  recipient: loose(z.string()),
  name: loose(z.string()),
  description: loose(z.string()),
};
type AccountFields = Readonly<Record<string, string | null | undefined>>;

/** The answer to adding one names it `receiver_account_id`, asking for one `id`. */
export const ReceiverAccount = z
  .object({
    id: loose(z.string()),
    receiver_account_id: loose(z.string()),
    receiver_id: loose(z.string()),
    status: loose(Text),
    confirm_status: loose(Text),
    currency: loose(z.string()),
    ...Card,
    ...AccountFields,
  })
  .transform(
    ({
      id,
      receiver_account_id,
      receiver_id,
      status,
      confirm_status,
      currency,
      card_type,
      card_no,
      expiry_month,
      expiry_year,
      ...rest
    }) => {
      const fields: AccountFields = rest;
      const card = card_no
        ? { type: card_type ?? "Card", lastFour: card_no, expiryMonth: expiry_month ?? "", expiryYear: expiry_year ?? "" }
        : null;
      return { id: receiver_account_id ?? id ?? "", receiver_id: receiver_id ?? null, status, confirm_status, currency, card, fields };
    },
  )
  .refine(({ id }) => id !== "");
export type ReceiverAccount = z.infer<typeof ReceiverAccount>;
export const OneReceiverAccount = z.object({ payload: ReceiverAccount });
export const ReceiverAccountList = z.object({ payload: z.array(ReceiverAccount.nullable().catch(null)) });

/** Whether an account is stored already; it is no check with any bank. */
export const StoredAccount = z.object({
  payload: z.object({ exists: z.boolean(), receiver_id: loose(z.string()), account_id: loose(z.string()) }),
});

export const Subaccount = z.object({
  payload: z.object({
    id: z.string().min(1),
    suba_name: loose(z.string()),
    business_name: loose(z.string()),
    postback_url: loose(z.string()),
  }),
});

export const BalanceList = z.object({ payload: z.array(z.object({ asset: z.string(), balance: loose(Minor), available: Minor })) });

export const Problem = z.object({
  message: loose(z.string()),
  error: z.array(z.object({ code: z.string().min(1), message: loose(z.string()) })).min(1),
});
export type Problem = z.infer<typeof Problem>;

/** Some doors answer with words alone. */
export const PlainProblem = z.object({ message: z.string() });

/** A webhook: flat, without an envelope or an id. The misspelt member is Ipay's own spelling; the other one is accepted too. */
export const WebhookEvent = z.object({
  event: z.string().min(1),
  payout_id: loose(z.string().min(1)),
  receiver_id: loose(z.string().min(1)),
  receiver_account_id: loose(z.string().min(1)),
  batch_id: loose(z.string().min(1)),
  reference: loose(Text),
  status: loose(Text),
  kyc_status: loose(Text),
  confirm_status: loose(Text),
  subccount_id: loose(z.string()),
  subaccount_id: loose(z.string()),
  timestamp: loose(Text),
});
export type WebhookEvent = z.infer<typeof WebhookEvent>;

/** Undefined when the bytes are no UTF-8 or no JSON, a value that no schema above accepts. */
export function exactJsonOf(body: Uint8Array): unknown {
  try {
    return readExactJson(new TextDecoder("utf-8", { fatal: true }).decode(body));
  } catch {
    return undefined;
  }
}
