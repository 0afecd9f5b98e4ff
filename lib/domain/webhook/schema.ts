import * as z from "zod";
import { addMs, HOUR_MS } from "@/lib/base/time";

export const DeliveryRef = z.object({ deliveryId: z.string().min(1).max(60) });
export type DeliveryRef = z.infer<typeof DeliveryRef>;

/** A delivery for a payout that is not known yet, or whose proof cannot be checked yet, is tried again for this long. */
export const DELIVERY_WAITS_AT_MOST_MS = 72 * HOUR_MS;

export function waitsUntil({ receivedAt }: { readonly receivedAt: Date }): Date {
  return addMs(receivedAt, DELIVERY_WAITS_AT_MOST_MS);
}

export const DELIVERY_PROOFS = ["signed", "unsigned", "forged", "undecided"] as const;
export const DELIVERY_STATES = ["stored", "applied", "irrelevant", "waiting", "refused"] as const;

/** Which part of the inbox is looked at; forged ones are never among the others. */
export const DELIVERY_SHOWS = ["all", "waiting", "unsigned", "forged"] as const;
export type DeliveryShow = (typeof DELIVERY_SHOWS)[number];

export function readDeliveryShow(text: string): DeliveryShow {
  return DELIVERY_SHOWS.find((show) => show === text) ?? "all";
}
