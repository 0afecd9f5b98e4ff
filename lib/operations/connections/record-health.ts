import { currentTime } from "@/lib/base/clock";
import { addMs, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { afterFault, CLOSED } from "@/lib/domain/connection/breaker";
import { pauseUntil } from "@/lib/domain/connection/pace";
import type { Fault } from "@/lib/providers/contract/fault";
import { providerOf } from "@/lib/providers/registry";
import { breakerOf, lockHealth } from "./health-row";

export type HealthOf = { readonly id: string; readonly merchantId: string; readonly provider: string };

/** How long one note that all is well stands, so that a busy connection does not write a row for every answer. */
const WELL_FOR_MS = 10 * SECOND_MS;
const SLOW_DOWN_SECONDS = 1;

/** The provider answered, whatever it said: the breaker closes, and what waited for it goes. */
export async function recordAnswer({ id, merchantId }: HealthOf): Promise<void> {
  const now = currentTime();
  const seen = await db().connectionHealth.findUnique({ where: { connectionId: id } });
  const isWell = seen !== null && seen.breaker === "closed" && seen.faults === 0;
  if (isWell && seen.lastSuccessAt !== null && seen.lastSuccessAt > addMs(now, -WELL_FOR_MS)) return;
  await inTransaction(async (tx) => {
    const row = await lockHealth(tx, { id, merchantId });
    await tx.connectionHealth.update({ where: { connectionId: id }, data: { ...CLOSED, lastSuccessAt: now } });
    if (row.breaker === "closed") return;
    await tx.payout.updateMany({
      where: { merchantId, connectionId: id, state: "held", holdKind: "outage" },
      data: { nextCheckAt: now },
    });
  });
}

/** The provider did not answer, or not in a way that says anything. */
export async function recordFault({ id, merchantId, provider }: HealthOf, fault: Fault): Promise<void> {
  const now = currentTime();
  await inTransaction(async (tx) => {
    const row = await lockHealth(tx, { id, merchantId });
    const seen = { lastFault: fault.kind, lastFaultAt: now };
    if (fault.kind !== "rateLimited") {
      const breaker = afterFault(breakerOf(row), fault, now);
      await tx.connectionHealth.update({ where: { connectionId: id }, data: { ...breaker, ...seen } });
      return;
    }
    // It answers, and asks to be left alone for a while: all of its traffic waits, not only the one that was told.
    const until = addMs(now, (fault.retryAfterSeconds ?? SLOW_DOWN_SECONDS) * SECOND_MS);
    const pace = pauseUntil(row, until, providerOf(provider).manifest.requestsPerSecond ?? null);
    await tx.connectionHealth.update({ where: { connectionId: id }, data: { ...seen, paceAt: pace.paceAt } });
  });
}
