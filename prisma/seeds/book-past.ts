import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Connection, Payout } from "@/lib/db/generated/client";
import { payoutOrder } from "@/lib/operations/payouts/payout-order";

/** So far back the make-believe providers know the demo's past; its accounts are said to have been connected then. */
export const REMEMBERED_MS = 3 * DAY_MS;
const MOST = 500;

/**
 * What the demo's past was at the provider, so that desk and provider tell the same of it. Only what the seed wrote: its attempts never
 * left this machine and name no settings. What a person paid is what the provider has booked of it, and nobody adds to that.
 */
export async function pastBookings({ id: connectionId, merchantId }: Connection) {
  const payouts = await db().payout.findMany({
    where: {
      ...{ merchantId, connectionId, state: { in: ["settled", "failed", "returned"] }, providerPayoutId: { not: null } },
      sentAt: { gt: addMs(currentTime(), -REMEMBERED_MS) },
      attemptRows: { some: {}, every: { settingsHash: null } },
    },
    orderBy: { sentAt: "desc" },
    take: MOST,
  });
  return Promise.all(payouts.map(bookingOf));
}

async function bookingOf(payout: Payout) {
  const order = await payoutOrder(db(), payout);
  // The one that the demo calls contradicted: the provider tells otherwise, and reconciliation finds it.
  const isContradicted = payout.contradiction !== null;
  return {
    reference: payout.number,
    providerPayoutId: payout.providerPayoutId,
    idempotencyKey: order.idempotencyKey,
    amountMinor: order.amount.minor.toString(),
    currency: order.amount.currency,
    state: isContradicted ? "failed" : payout.state,
    failure: isContradicted ? "account_closed" : payout.failureCode,
    bookedAt: (payout.sentAt ?? payout.createdAt).toISOString(),
    changedAt: payout.stateAt.toISOString(),
    destination: order.destination,
    statementText: order.statementText,
    metadata: order.metadata,
  };
}
