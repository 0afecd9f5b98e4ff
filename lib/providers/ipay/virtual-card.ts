import * as z from "zod";
import type { ReceiverAccount } from "./wire";

/** The answer to making a card carries its whole number and security code, which nobody here may store: only what is named here is kept. */
const Kept = z.object({
  message: z.unknown(),
  error: z.unknown(),
  payload: z
    .object({
      receiver_account_id: z.unknown(),
      receiver_id: z.unknown(),
      status: z.unknown(),
      confirm_status: z.unknown(),
      card_type: z.unknown(),
      expiry_month: z.unknown(),
      expiry_year: z.unknown(),
    })
    .partial()
    .optional(),
});

/** For evidence. Throws on what it cannot read, and then nothing is kept. */
export function withoutCardData(text: string): string {
  return JSON.stringify(Kept.partial().parse(JSON.parse(text)));
}

/** "Visa ending in 4242, until 08/2029"; null for an account that is no card. */
export function cardLabel({ card }: ReceiverAccount): string | null {
  if (!card) return null;
  const until = card.expiryMonth && card.expiryYear ? `, until ${card.expiryMonth.padStart(2, "0")}/${card.expiryYear}` : "";
  return `${card.type} ending in ${card.lastFour}${until}`;
}
