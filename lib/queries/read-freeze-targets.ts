import { db } from "@/lib/db/client";
import type { FreezeScope } from "@/lib/domain/freeze/schema";

/** Something that one press can stop, and whether it stands still already. */
export type FreezeTarget = {
  readonly scope: Exclude<FreezeScope, "merchant">;
  readonly id: string;
  readonly name: string;
  readonly isFrozen: boolean;
};

/** What about this payout can be stopped: who made it, who is paid, and where it leaves from. */
export async function readFreezeTargets(merchantId: string, payoutId: string): Promise<readonly FreezeTarget[]> {
  const payout = await db().payout.findFirst({
    where: { merchantId, id: payoutId },
    include: { connection: { select: { name: true } } },
  });
  if (!payout) return [];
  return markFrozen(merchantId, [
    { scope: "maker", id: payout.makerId, name: payout.makerName },
    ...(payout.receiverId ? [{ scope: "receiver" as const, id: payout.receiverId, name: payout.receiverName }] : []),
    { scope: "connection", id: payout.connectionId, name: payout.connection.name },
  ]);
}

export async function readReceiverFreeze(
  merchantId: string,
  { id, name }: { readonly id: string; readonly name: string },
): Promise<readonly FreezeTarget[]> {
  return markFrozen(merchantId, [{ scope: "receiver", id, name }]);
}

async function markFrozen(merchantId: string, targets: readonly Omit<FreezeTarget, "isFrozen">[]): Promise<readonly FreezeTarget[]> {
  const frozen = await db().freeze.findMany({ where: { merchantId, liftedAt: null }, select: { scope: true, targetId: true } });
  return targets.map((target) => ({
    ...target,
    isFrozen: frozen.some(({ scope, targetId }) => scope === target.scope && targetId === target.id),
  }));
}

export async function isEverythingFrozen(merchantId: string): Promise<boolean> {
  const freeze = await db().freeze.findFirst({ where: { merchantId, scope: "merchant", liftedAt: null }, select: { id: true } });
  return freeze !== null;
}
