import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import type { Tx } from "@/lib/db/client";
import type { ApiKey } from "@/lib/db/generated/client";
import type { Actor } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** A key of the merchant's that still opens something: what has ended is not changed any more. */
export async function findGoodKey(tx: Tx, { merchantId }: Actor, apiKeyId: string): Promise<Result<ApiKey, Denial>> {
  const key = await tx.apiKey.findFirst({ where: { id: apiKeyId, merchantId } });
  if (!key) return failed(denial("notFound"));
  if (key.revokedAt || (key.expiresAt && key.expiresAt <= currentTime())) {
    return failed(denial("changedMeanwhile", "This key has ended. Make another."));
  }
  return ok(key);
}
