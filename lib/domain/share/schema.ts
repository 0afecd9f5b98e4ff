import * as z from "zod";
import { PayoutRef } from "@/lib/domain/payout/schema";

/** For how many days a link for the customer works; the second is what most are waiting for. */
export const SHARE_DAYS = [3, 14, 30, 90] as const;
export const USUAL_SHARE_DAYS = 14;

export const SharePayout = PayoutRef.extend({
  days: z.union(SHARE_DAYS.map((days) => z.literal(days))),
});
export type SharePayout = z.infer<typeof SharePayout>;

export const ShareRef = z.object({ shareId: z.string().min(1).max(60) });
