import type { Tx } from "@/lib/db/client";
import type { EventType } from "@/lib/domain/endpoint/event-types";
import type { QueueEvents } from "./queue-events";

/** Which of the merchant's endpoints want to hear of it, those that are off at this moment included. */
export function findListeners(tx: Tx, { merchantId, type }: { merchantId: string; type: EventType }): Promise<QueueEvents["endpoints"]> {
  const hears = { OR: [{ types: { isEmpty: true } }, { types: { has: type } }] };
  return tx.endpoint.findMany({ where: { merchantId, state: { not: "removed" }, ...hears }, select: { id: true, state: true } });
}
