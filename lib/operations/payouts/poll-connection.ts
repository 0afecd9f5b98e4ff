import { HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { askLeave } from "@/lib/operations/connections/ask-leave";
import { openConnection } from "@/lib/operations/connections/open-connection";
import type { Observation, PayoutPage } from "@/lib/providers/contract/payout";
import { enqueue } from "@/lib/queue/enqueue";
import { applyObservation } from "./apply-observation";
import { lockPayout } from "./lock-payout";
import { nextCheckAt } from "./next-check-at";

/** One batch costs at most so many pages: a tenth of what a question for each of its payouts would. */
const MOST_PAGES = 20;
/** Providers list by their own clock, or by the day. */
const MARGIN_MS = HOUR_MS;

export type Polled = "notDue" | "postponed" | "polled" | "unavailable";

/** Many payouts of one connection are on their way: the provider's list tells of all of them with a few reads. */
export async function pollConnection({ connectionId, payoutIds }: { connectionId: string; payoutIds: readonly string[] }): Promise<Polled> {
  const row = await db().connection.findUniqueOrThrow({ where: { id: connectionId } });
  const due = await db().payout.findMany({
    where: { id: { in: [...payoutIds] }, connectionId, state: "inFlight", providerPayoutId: { not: null } },
    select: { id: true, providerPayoutId: true, sentAt: true, createdAt: true },
  });
  if (due.length === 0) return "notDue";
  const wanted = new Map(due.flatMap(({ id, providerPayoutId }) => (providerPayoutId === null ? [] : [[providerPayoutId, id] as const])));
  const moments = due.map(({ sentAt, createdAt }) => (sentAt ?? createdAt).getTime());
  const from = new Date(Math.min(...moments) - MARGIN_MS);
  const to = new Date(Math.max(...moments) + MARGIN_MS);

  const connection = openConnection(row).connect();
  const listPayouts = connection.listPayouts?.bind(connection);
  if (!listPayouts) return "notDue";
  for (let page = 0, cursor: string | undefined; page < MOST_PAGES && wanted.size > 0; page += 1) {
    // Each page is a request like any other, and waits for its turn.
    const turnAt = await inTransaction((tx) => askLeave(tx, row));
    if (turnAt) {
      await db().payout.updateMany({ where: { id: { in: [...wanted.values()] } }, data: { nextCheckAt: turnAt } });
      return "postponed";
    }
    const read: PayoutPage = await listPayouts(cursor === undefined ? { from, to } : { from, to, cursor });
    if (read.kind === "unavailable") return "unavailable";
    for (const observation of read.observations) {
      const payoutId = wanted.get(observation.providerPayoutId);
      if (payoutId === undefined) continue;
      wanted.delete(observation.providerPayoutId);
      await apply(payoutId, observation);
    }
    if (read.nextCursor === null) break;
    cursor = read.nextCursor;
  }
  await askSingly([...wanted.values()]);
  return "polled";
}

/** Who was on none of the pages is asked for alone: a payout that the provider has lost must not hide in a batch. */
async function askSingly(payoutIds: readonly string[]): Promise<void> {
  if (payoutIds.length === 0) return;
  await inTransaction(async (tx) => {
    for (const payoutId of payoutIds) await enqueue(tx, "lookUpPayout", { payoutId });
  });
}

async function apply(payoutId: string, observation: Observation): Promise<void> {
  await inTransaction(async (tx) => {
    const payout = await lockPayout(tx, { payoutId });
    if (payout?.state !== "inFlight") return;
    const after = await applyObservation(tx, { payout, observation, via: "lookUp" });
    if (after.state !== payout.state) return;
    const lookAgainAt = nextCheckAt({ ...after, checks: payout.checks + 1 });
    await tx.payout.update({ where: { id: payoutId }, data: { checks: { increment: 1 }, nextCheckAt: lookAgainAt } });
  });
}
