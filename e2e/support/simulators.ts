import { z } from "zod";

/** The simulators' own door: what a provider should do next, and what it really booked. */

const Ledger = z.object({
  items: z.array(
    z.object({
      providerPayoutId: z.string(),
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
