import { currentTime } from "@/lib/base/clock";
import { newId } from "@/lib/base/id";
import { readRestBatch, type WhichBatch } from "@/lib/db/api-batch";
import type { Tx } from "@/lib/db/client";
import type { BatchEventType } from "@/lib/domain/endpoint/event-types";
import type { RestBatchEvent } from "@/lib/domain/rest/event";
import { findListeners } from "./find-listeners";
import { queueEvents } from "./queue-events";

/** The same as `tellEndpoints` for a file as a whole: called at the end of the transaction in which it happened, once its revision has grown. */
export async function tellOfBatch(tx: Tx, { merchantId, batchId, type }: WhichBatch & { readonly type: BatchEventType }): Promise<void> {
  const endpoints = await findListeners(tx, { merchantId, type });
  if (endpoints.length === 0) return;
  const batch = await readRestBatch(tx, { merchantId, batchId });
  if (!batch) throw new Error("Something happened to a file that is not there.");
  const at = currentTime();
  const id = newId("endpointEvent", at);
  const sequence = batch.revision;
  const event: RestBatchEvent = { id, type, timestamp: at.toISOString(), sequence, data: batch };
  const events = [{ id, type, payoutId: null, batchId, sequence, at, body: JSON.stringify(event) }];
  await queueEvents(tx, { merchantId, events, endpoints });
}
