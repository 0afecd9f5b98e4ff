import * as z from "zod";
import { CURRENCIES } from "@/lib/base/currency";
import { AccountAddress } from "@/lib/domain/account/address";
import { PAYOUT_SOURCES, STEP_UP_KINDS } from "@/lib/domain/approval/policy";
import { PAYOUT_STATES } from "@/lib/domain/payout/lifecycle";
import { CreatePayout, PayoutTarget } from "@/lib/domain/payout/schema";
import { AmountOut } from "./amount";

// The payout as the merchant's own systems see it. Names here are promises: they are added to, never changed.

const [iban, sortCode, bsb, cadEft, interac, nzAccount, aba, virtualCard, emailWallet, bankCode, bban, wallet, ownAccount, chosen] =
  AccountAddress.options;
const [order, paymentSource, receiverAccount, inline] = PayoutTarget.options;

/** The same account as the form's, refusing members that it does not know: a misspelt one must not be ignored. */
export const StrictAccount = z.discriminatedUnion("kind", [
  iban.strict(),
  sortCode.strict(),
  bsb.strict(),
  cadEft.strict(),
  interac.strict(),
  nzAccount.strict(),
  aba.strict(),
  virtualCard.strict(),
  emailWallet.strict(),
  bankCode.strict(),
  bban.strict(),
  wallet.strict(),
  ownAccount.strict(),
  chosen.strict(),
]);

const StrictTarget = z.discriminatedUnion("type", [
  order.strict(),
  paymentSource.strict(),
  receiverAccount.strict(),
  inline.extend({ account: StrictAccount }).strict(),
]);

export const PayoutRequest = CreatePayout.extend({ to: StrictTarget }).strict();

export const CancelRequest = z.strictObject({ note: z.string().trim().max(500, "A note has at most 500 characters.").optional() });

const Time = z.iso.datetime();

export const RestPayout = z.object({
  id: z.string(),
  number: z.string().describe("What people read out, and our reference at the provider."),
  state: z.enum(PAYOUT_STATES).describe("`unconfirmed` means not known yet, and is never to be treated as failed."),
  stateAt: Time,
  amountMinor: AmountOut,
  currency: z.enum(CURRENCIES),
  feeMinor: AmountOut.nullable(),
  loop: z.enum(["closed", "open"]),
  source: z.enum(PAYOUT_SOURCES),
  provider: z.string(),
  connection: z.object({ id: z.string(), name: z.string() }),
  reference: z.string(),
  statementText: z.string(),
  metadata: z.record(z.string(), z.string()),
  receiver: z.object({
    id: z.string().nullable(),
    name: z.string(),
    accountId: z.string().nullable(),
    accountMasked: z.string().nullable(),
  }),
  orderId: z.string().nullable(),
  paymentSource: z.object({ userId: z.string().nullable(), paymentSourceId: z.string() }).nullable(),
  neededCheckers: z.int().describe("How many people have to approve it; 0 where policy needs none."),
  approval: z
    .object({
      policyVersion: z.int(),
      steps: z.array(z.object({ group: z.string(), count: z.int() })).describe("Who has to approve it, one step after another."),
      stepUp: z.enum(STEP_UP_KINDS),
      holdMinutes: z.int().describe("For how long it rests between its last approval and the provider."),
      rules: z.array(z.object({ name: z.string(), sentence: z.string() })).describe("Which rules of the policy fired, and why."),
    })
    .describe("What the merchant's approval policy asked for it."),
  madeBy: z.object({ kind: z.string(), name: z.string() }),
  providerPayoutId: z.string().nullable(),
  providerStatus: z.string().nullable().describe("The provider's own word, as it came."),
  rail: z.string().nullable(),
  traceId: z.string().nullable().describe("What the receiver's bank can find it by."),
  failure: z.object({ reason: z.string(), sentence: z.string(), code: z.string().nullable(), message: z.string().nullable() }).nullable(),
  contradiction: z.string().nullable().describe("Set when the provider has said two things that cannot both be true."),
  sendAfter: Time.nullable().describe("From when on it is sent, where it was given a day. Approved before that, it waits as `held`."),
  createdAt: Time,
  submittedAt: Time.nullable(),
  approvedAt: Time.nullable(),
  sentAt: Time.nullable(),
  settledAt: Time.nullable(),
});
export type RestPayout = z.infer<typeof RestPayout>;

export const RestTimelineEntry = z.object({
  id: z.string(),
  at: Time,
  kind: z.enum(["move", "decision", "attempt", "observation"]),
  by: z.object({ kind: z.string(), name: z.string() }),
  event: z.string().describe("What happened: the lifecycle's event, the verdict, the attempt's end, the status seen."),
  from: z.string().nullable(),
  to: z.string().nullable(),
  note: z.string().nullable(),
});
export type RestTimelineEntry = z.infer<typeof RestTimelineEntry>;
