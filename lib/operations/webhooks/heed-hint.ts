import { currentTime } from "@/lib/base/clock";
import { addMs, SECOND_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { LockedPayout } from "@/lib/operations/payouts/lock-payout";

/** Only here does a look change anything; elsewhere a hint has nothing to say. */
const LOOKED_AT: readonly PayoutState[] = ["unconfirmed", "inFlight", "settled"];

/** At most one look in this time, however many hints come: anybody can send an unsigned one. */
const LOOK_EVERY_MS = 5 * SECOND_MS;

/**
 * An unsigned webhook asks for a look, never more. It moves the payout's next look forward instead of making a job of its own, so
 * that ten equal hints are one look, and a hint that comes while a look is under way is followed by another.
 */
export async function heedHint(tx: Tx, payout: LockedPayout): Promise<void> {
  if (!LOOKED_AT.includes(payout.state)) return;
  const now = currentTime();
  const latest = await tx.evidence.findFirst({
    where: { payoutId: payout.id, purpose: { startsWith: "lookUp" }, startedAt: { gt: addMs(now, -LOOK_EVERY_MS) } },
    orderBy: { startedAt: "desc" },
    select: { startedAt: true },
  });
  const wanted = latest ? addMs(latest.startedAt, LOOK_EVERY_MS) : now;
  if (payout.nextCheckAt !== null && payout.nextCheckAt <= wanted) return;
  await tx.payout.update({ where: { id: payout.id }, data: { nextCheckAt: wanted } });
}
