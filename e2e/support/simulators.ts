import * as z from "zod";

/** The simulators' own door: what a provider should do next, and what it really booked. */

const Ledger = z.object({
  items: z.array(
    z.object({
      providerPayoutId: z.string(),
      accountId: z.string(),
      reference: z.string().nullable(),
      idempotencyKey: z.string().nullable(),
      amountMinor: z.union([z.number(), z.string()]).transform(String),
      currency: z.string(),
      state: z.string(),
    }),
  ),
});

export type ProviderId = "ivy" | "truelayer" | "ipay" | "bitpay";

export async function setMood(provider: ProviderId, mood: string, wish: { times?: number; holdMs?: number } = {}): Promise<void> {
  await post(`${provider}/mood`, { mood, ...wish });
}

export async function advanceClock(advanceMs: number): Promise<void> {
  await post("clock", { advanceMs });
}

/** Bookings that carry this payout number, by the provider's own record. */
export async function bookedUnder(provider: ProviderId, number: string) {
  const answer = await fetch(`${origin()}/_sim/${provider}/ledger?reference=${encodeURIComponent(number)}`);
  return Ledger.parse(await answer.json()).items;
}

/** Somebody pays in, and the provider tells of it as it does. */
export async function payIn(provider: "ivy" | "truelayer", order: Readonly<Record<string, unknown>>): Promise<void> {
  await post(`${provider}/orders`, order);
}

/** A payout that the account made and nobody at the desk knows of, as if somebody had used the provider's own console. */
export async function bookBehindOurBack(provider: ProviderId, accountId: string, amountMinor: string): Promise<void> {
  const address = { kind: "iban", iban: "DE89370400440532013000" };
  const destination = { kind: "account", holderName: "Somebody Else", address };
  const booked = { reference: "by-hand", amountMinor, currency: "EUR", state: "settled", bookedAt: new Date().toISOString() };
  const item = { ...booked, destination, takesMoney: true };
  await post(`${provider}/payouts`, { accountId, items: [item] });
}

async function post(name: string, body: unknown): Promise<void> {
  const answer = await fetch(`${origin()}/_sim/${name}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`The simulators answered ${answer.status} to ${name}: ${await answer.text()}`);
}

function origin(): string {
  const { E2E_SIMULATORS } = process.env;
  if (!E2E_SIMULATORS) throw new Error("The world has not been started.");
  return E2E_SIMULATORS;
}
