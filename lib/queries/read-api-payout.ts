import { readRestPayout, type WhichPayout } from "@/lib/db/api-payout";
import { db } from "@/lib/db/client";
import type { RestPayout } from "@/lib/domain/rest/payout";

/** One payout as the merchant's systems see it; null for another merchant's. */
export function readApiPayout(which: WhichPayout): Promise<RestPayout | null> {
  return readRestPayout(db(), which);
}
