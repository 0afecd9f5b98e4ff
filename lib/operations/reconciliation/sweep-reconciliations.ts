import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, HOUR_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { deskActor } from "@/lib/operations/payouts/desk-actor";
import { enqueue } from "@/lib/queue/enqueue";
import { CLAIM_LASTS_MS } from "./claim-run";

const EVERY_MS = DAY_MS;
/** What could not be read, or has just been looked up, is held against the provider again sooner. */
const AGAIN_AFTER_MS = HOUR_MS;
const MOST_AT_ONCE = 20;

const Due = z.array(z.object({ connectionId: z.string(), merchantId: z.string(), isOpen: z.boolean() }));

/**
 * Finds the connections whose day is over since they were last reconciled, by their rows: whoever was down for a while catches up.
 * Runs that nobody works on are taken up again. Asked for twice, the second finds the first at it.
 */
export async function sweepReconciliations(): Promise<number> {
  const now = currentTime();
  return inTransaction(async (tx) => {
    const due = Due.parse(
      await tx.$queryRaw`
        SELECT c."id" AS "connectionId", c."merchantId", last."id" IS NOT NULL AND last."endedAt" IS NULL AS "isOpen" FROM "connection" c
        LEFT JOIN LATERAL (
          SELECT r.* FROM "reconciliation_run" r WHERE r."connectionId" = c."id" ORDER BY r."startedAt" DESC LIMIT 1
        ) last ON true
        WHERE CASE
          WHEN last."id" IS NULL THEN c."state" = 'active'
          WHEN last."endedAt" IS NULL THEN coalesce(last."claimedAt", last."startedAt") < ${addMs(now, -CLAIM_LASTS_MS)}
          WHEN last."outcome" = 'unread' THEN c."state" = 'active' AND last."endedAt" < ${addMs(now, -AGAIN_AFTER_MS)}
          WHEN EXISTS (
            SELECT 1 FROM "reconciliation_finding" f
            WHERE f."connectionId" = c."id" AND f."state" = 'open' AND f."kind" = 'stateDiffers' AND f."firstRunId" = last."id"
          ) THEN c."state" = 'active' AND last."endedAt" < ${addMs(now, -AGAIN_AFTER_MS)}
          ELSE c."state" = 'active' AND last."endedAt" < ${addMs(now, -EVERY_MS)}
        END
        LIMIT ${MOST_AT_ONCE}`,
    );
    for (const { isOpen, ...connection } of due) {
      if (await (isOpen ? free(tx, connection, now) : begin(tx, connection, now)))
        await enqueue(tx, "reconcileConnection", { connectionId: connection.connectionId });
    }
    return due.length;
  });
}

type Asked = { readonly connectionId: string; readonly merchantId: string };

/** Whoever was at it has lost it, and nobody is called again before somebody had time to come. */
async function free(tx: Tx, { connectionId }: Asked, now: Date): Promise<boolean> {
  const freed = await tx.reconciliationRun.updateMany({ where: { connectionId, endedAt: null }, data: { claim: null, claimedAt: now } });
  return freed.count === 1;
}

/** False where another worker was faster. */
async function begin(tx: Tx, { connectionId, merchantId }: Asked, now: Date): Promise<boolean> {
  const run = { id: newId("reconciliationRun"), merchantId, connectionId, startedByName: deskActor(merchantId).name, startedAt: now };
  const begun = await tx.reconciliationRun.createMany({ data: run, skipDuplicates: true });
  return begun.count === 1;
}
