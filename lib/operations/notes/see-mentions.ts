import { currentTime } from "@/lib/base/clock";
import { failed, ok, type Result } from "@/lib/base/result";
import { db } from "@/lib/db/client";
import { type Actor, may } from "@/lib/domain/access/actor";
import { type Denial, denial } from "@/lib/domain/access/denial";

/** One has opened the payout: what its notes say of one is no longer new. Nobody else's view changes, so the audit is silent. */
export async function seeMentions(actor: Actor, { payoutId }: { readonly payoutId: string }): Promise<Result<{ seen: number }, Denial>> {
  if (actor.kind !== "person" || !may(actor, "payout.view")) return failed(denial("forbidden"));
  const { merchantId, personId } = actor;
  const { count } = await db().payoutMention.updateMany({
    where: { payoutId, merchantId, personId, seenAt: null },
    data: { seenAt: currentTime() },
  });
  return ok({ seen: count });
}
