import { db } from "@/lib/db/client";
import { shownHashOf } from "@/lib/db/shown-hash";
import type { PayoutTarget } from "@/lib/domain/payout/schema";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { followEnrolment } from "@/lib/operations/enrolments/follow-enrolment";
import { dispatchPayout } from "@/lib/operations/payouts/dispatch-payout";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import type { Desk } from "@/lib/testing/desk";

export const PROVIDER_IDS = ["ivy", "truelayer", "ipay", "bitpay"] as const;
export type ProviderId = (typeof PROVIDER_IDS)[number];

/** Makes payouts that a maker asked for and a checker approved, to somebody whom the provider knows: the next dispatch sends them. */
export type Payees = { approve(provider: ProviderId, amountMinor?: bigint): Promise<string> };

const INLINE: PayoutTarget = { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } };

/** Ipay and BitPay pay only whom they know, so one receiver each is made known first; it costs more than a payout. */
export async function openPayees(desk: Desk): Promise<Payees> {
  const targets = { ivy: INLINE, truelayer: INLINE, ipay: await aReceiver(desk, "ipay"), bitpay: await aReceiver(desk, "bitpay") };
  const approve = (provider: ProviderId, amountMinor = 1_234n) => approved(desk, { provider, to: targets[provider], amountMinor });
  for (const provider of ["ipay", "bitpay"] as const) await makeReady(desk, provider, await approve(provider));
  return { approve };
}

async function aReceiver(desk: Desk, provider: "ipay" | "bitpay"): Promise<PayoutTarget> {
  const email = "anna@example.test";
  const created = await createReceiver(desk.maker, {
    kind: "person",
    name: "Anna Schmidt",
    email,
    details: {
      phone: { dialCode: "61", number: "400123456" },
      dateOfBirth: "1990-04-17",
      postalAddress: { line1: "12 George Street", line2: null, city: "Perth", state: "WA", postcode: "6000", country: "AU" },
    },
    account: {
      holderName: "Anna Schmidt",
      address: provider === "ipay" ? { kind: "bsb", bsb: "062000", accountNumber: "11223344" } : { kind: "emailWallet", email },
    },
  });
  if (!created.ok || created.value.receiverAccountId === null) throw new Error("The receiver could not be made.");
  return { type: "receiverAccount", receiverAccountId: created.value.receiverAccountId };
}

type Wish = { readonly provider: ProviderId; readonly to: PayoutTarget; readonly amountMinor: bigint };

async function approved(desk: Desk, { provider, to, amountMinor }: Wish): Promise<string> {
  const currency = provider === "ipay" ? "AUD" : "EUR";
  const wish = { connection: desk[provider].id, amountMinor, currency, to, reference: "Invoice 1", source: "screen" } as const;
  const made = await submitPayout(desk.maker, wish);
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id: made.value.payoutId } }));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: await shownHashOf(db(), row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  return row.id;
}

/** The first dispatch holds the payout and makes its receiver known; then the receiver does what the provider asks of them. */
async function makeReady(desk: Desk, provider: "ipay" | "bitpay", payoutId: string): Promise<void> {
  await dispatchPayout({ payoutId });
  const { connectionId, receiverAccountVersionId } = await db().payout.findUniqueOrThrow({ where: { id: payoutId } });
  const where = { connectionId_accountVersionId: { connectionId, accountVersionId: receiverAccountVersionId ?? "" } };
  const { id: enrolmentId } = await db().enrolment.findUniqueOrThrow({ where });
  await followEnrolment({ enrolmentId });
  const { providerReceiverId, providerAccountId } = await db().enrolment.findUniqueOrThrow({ where });
  await desk.control(`${provider}/enrolments`, { providerReceiverId, providerAccountId, becomes: "ready" });
  if ((await followEnrolment({ enrolmentId })) !== "ready") throw new Error(`${provider} does not know the receiver.`);
  if ((await dispatchPayout({ payoutId })) !== "accepted") throw new Error(`${provider} did not take the payout.`);
}
