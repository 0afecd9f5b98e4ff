import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { claimDue } from "@/lib/db/claim-due";
import { inTransaction } from "@/lib/db/transaction";
import { SEND_DEADLINE_MS } from "@/lib/domain/payout/checks";
import { DELIVERY_WAITS_AT_MOST_MS } from "@/lib/domain/webhook/schema";
import { providerOf } from "@/lib/providers/registry";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 200;

const DuePayout = z.object({ id: z.string(), state: z.string(), connectionId: z.string(), provider: z.string() });
const DueDeliveries = z.array(z.object({ id: z.string() }));

/**
 * Finds every payout whose time has come and gives it a job. The payout's row, not the queue, is the truth.
 */
export async function sweepPayouts(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = await claimDue(tx, DuePayout, {
      table: "payout",
      time: "nextCheckAt",
      until: now,
      next: addMs(now, MINUTE_MS),
      most: MOST_AT_ONCE,
    });
    crashPoint("sweep.claimed");
    const batches = batchesOf(rows);
    for (const { connectionId, payoutIds } of batches) await enqueue(tx, "pollConnection", { connectionId, payoutIds });
    const batched = new Set(batches.flatMap(({ payoutIds }) => payoutIds));
    for (const { id, state } of rows) if (!batched.has(id)) await enqueue(tx, jobFor(state), { payoutId: id });
    crashPoint("sweep.enqueued");
    return rows.length;
  });
}

function jobFor(state: string): "dispatchPayout" | "lookUpPayout" | "expirePayout" {
  if (state === "approved" || state === "held") return "dispatchPayout";
  return state === "awaitingApproval" ? "expirePayout" : "lookUpPayout";
}

/** From so many on one list read is cheaper than single questions. */
const WORTH_A_LIST = 10;

/** What is on its way at one connection and due at once is asked for together, where the provider has a list. */
function batchesOf(rows: readonly z.infer<typeof DuePayout>[]): readonly { connectionId: string; payoutIds: string[] }[] {
  const byConnection = new Map<string, string[]>();
  for (const { id, state, connectionId, provider } of rows) {
    if (state !== "inFlight" || !providerOf(provider).manifest.listsPayouts) continue;
    byConnection.set(connectionId, [...(byConnection.get(connectionId) ?? []), id]);
  }
  return [...byConnection].flatMap(([connectionId, payoutIds]) => (payoutIds.length >= WORTH_A_LIST ? [{ connectionId, payoutIds }] : []));
}

/**
 * Deliveries that wait for their payout, or for keys to prove them with, are tried again, ever less often: each waits as long again as it
 * has waited already, until nobody waits for it any more.
 */
export async function sweepDeliveries(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const rows = DueDeliveries.parse(
      await tx.$queryRaw`
        UPDATE "webhook_delivery" SET "nextTryAt" = CASE
          WHEN "receivedAt" > ${addMs(now, -DELIVERY_WAITS_AT_MOST_MS)} THEN ${now}::timestamptz + least(greatest(${now}::timestamptz - "receivedAt", interval '10 seconds'), interval '1 hour')
        END
        WHERE "id" IN (
          SELECT "id" FROM "webhook_delivery" WHERE "state" IN ('waiting', 'stored') AND "nextTryAt" <= ${now}
          ORDER BY "nextTryAt" LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED
        ) RETURNING "id"`,
    );
    for (const { id } of rows) await enqueue(tx, "applyDelivery", { deliveryId: id });
    return rows.length;
  });
}

/**
 * Attempts that their process left without an end, though the payout went on by the provider's own news: the look closes them. The
 * database keeps an index of those without an end, which are few.
 */
export async function sweepAttempts(): Promise<number> {
  const startedBefore = addMs(currentTime(), -SEND_DEADLINE_MS);
  return inTransaction(async (tx) => {
    const open = await tx.attempt.findMany({
      where: { endedAt: null, startedAt: { lte: startedBefore }, payout: { state: { not: "dispatching" } } },
      select: { payoutId: true },
      take: MOST_AT_ONCE,
    });
    for (const { payoutId } of open) await enqueue(tx, "lookUpPayout", { payoutId });
    return open.length;
  });
}
