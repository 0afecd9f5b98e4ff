import { newId } from "@/lib/base/id";
import type { Tx } from "@/lib/db/client";
import { TRIES_AT_ONCE } from "@/lib/domain/endpoint/retry";
import { enqueueMany } from "@/lib/queue/enqueue";

export type QueuedEvent = {
  readonly id: string;
  readonly type: string;
  readonly payoutId: string | null;
  readonly batchId: string | null;
  readonly sequence: number | null;
  readonly at: Date;
  readonly body: string;
};

export type QueueEvents = {
  readonly merchantId: string;
  readonly events: readonly QueuedEvent[];
  readonly endpoints: readonly { readonly id: string; readonly state: string }[];
};

/** Rows that one statement takes, whatever a file of payouts brings. */
const SLICE = 500;

/** Writes events, whom they are for, and the jobs that deliver them. What an endpoint misses while it is off can be sent to it later. */
export async function queueEvents(tx: Tx, { merchantId, events, endpoints }: QueueEvents): Promise<void> {
  for (let from = 0; from < events.length; from += SLICE) {
    const slice = events.slice(from, from + SLICE);
    await tx.endpointEvent.createMany({ data: slice.map((event) => ({ ...event, merchantId })) });
    for (const { id: endpointId, state } of endpoints) {
      await tx.endpointDelivery.createMany({
        data: slice.map(({ id: eventId, at }) => ({
          ...{ id: newId("endpointDelivery", at), merchantId, endpointId, eventId, queuedAt: at },
          ...(state === "on" ? { state: "waiting", nextTryAt: at } : { state: "missed" }),
        })),
      });
    }
  }
  for (const { id: endpointId, state } of endpoints) {
    if (state !== "on") continue;
    // A job delivers one after another until nothing is due, so of many events as many jobs as may run at once will do.
    const jobs = Math.min(events.length, TRIES_AT_ONCE.healthy);
    await enqueueMany(
      tx,
      "deliverEvents",
      Array.from({ length: jobs }, () => ({ endpointId })),
    );
  }
}
