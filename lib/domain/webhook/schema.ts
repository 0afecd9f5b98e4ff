import { z } from "zod";
import { addMs, HOUR_MS } from "@/lib/base/time";

export const DeliveryRef = z.object({ deliveryId: z.string().min(1).max(60) });
export type DeliveryRef = z.infer<typeof DeliveryRef>;

/** A delivery for a payout that is not known yet, or whose proof cannot be checked yet, is tried again for this long. */
export const DELIVERY_WAITS_AT_MOST_MS = 72 * HOUR_MS;

export function waitsUntil({ receivedAt }: { readonly receivedAt: Date }): Date {
  return addMs(receivedAt, DELIVERY_WAITS_AT_MOST_MS);
}
