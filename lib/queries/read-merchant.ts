import { db } from "@/lib/db/client";

/** How a merchant writes times and numbers: what days mean in filters, and how pages show them. */
export type MerchantView = { readonly id: string; readonly name: string; readonly timeZone: string; readonly locale: string };

export async function readMerchant(merchantId: string): Promise<MerchantView> {
  return db().merchant.findUniqueOrThrow({ where: { id: merchantId }, select: { id: true, name: true, timeZone: true, locale: true } });
}
