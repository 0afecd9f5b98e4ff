import { currentTime } from "@/lib/base/clock";
import { newId, newUuid } from "@/lib/base/id";
import { addMs, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, ReconciliationRun } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { lockConnection } from "@/lib/operations/connections/lock-connection";
import { deskActor } from "@/lib/operations/payouts/desk-actor";

/** Whoever reads a connection says so with every page; when nothing was heard for this long, somebody else begins again. */
export const CLAIM_LASTS_MS = 3 * MINUTE_MS;

export type Claim = { readonly run: ReconciliationRun; readonly token: string };

/** One at a time for each connection: null while somebody is at it. A run whose worker died is taken over from its beginning. */
export async function claimRun(connection: Connection): Promise<Claim | null> {
  const { id: connectionId, merchantId } = connection;
  const token = newUuid();
  const now = currentTime();
  return inTransaction(async (tx) => {
    await lockConnection(tx, { connectionId, merchantId });
    const open = await tx.reconciliationRun.findFirst({ where: { connectionId, endedAt: null } });
    if (open?.claim && open.claimedAt && open.claimedAt > addMs(now, -CLAIM_LASTS_MS)) return null;
    const claimed = { claim: token, claimedAt: now };
    const run = open
      ? await tx.reconciliationRun.update({ where: { id: open.id }, data: claimed })
      : await tx.reconciliationRun.create({
          data: {
            ...{ id: newId("reconciliationRun"), merchantId, connectionId },
            ...{ startedByName: deskActor(merchantId).name, startedAt: now, ...claimed },
          },
        });
    return { run, token };
  });
}

/** False when somebody else has taken it over: then what was read here counts for nothing. */
export async function renewClaim({ run, token }: Claim): Promise<boolean> {
  const held = { id: run.id, claim: token, endedAt: null };
  const renewed = await db().reconciliationRun.updateMany({ where: held, data: { claimedAt: currentTime() } });
  return renewed.count === 1;
}
