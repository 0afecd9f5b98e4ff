import { newId } from "@/lib/base/id";
import { readRestPayouts } from "@/lib/db/api-payout";
import type { Tx } from "@/lib/db/client";
import { EVENT_OF_MOVE } from "@/lib/domain/endpoint/event-types";
import type { PayoutEvent } from "@/lib/domain/payout/lifecycle";
import type { RestPayoutEvent } from "@/lib/domain/rest/event";
import { findListeners, type Listener, whoHear } from "./find-listeners";
import { type QueuedEvent, queueEvents } from "./queue-events";

export type Told = {
  readonly merchantId: string;
  readonly move: PayoutEvent;
  readonly at: Date;
  /** What moved so, each with which of its moves it was. */
  readonly payouts: readonly { readonly payoutId: string; readonly sequence: number }[];
  /** Who listens, where the same transaction has asked already. */
  readonly listeners?: readonly Listener[];
};

/**
 * Writes down what the merchant's systems are told of a move, in the move's own transaction: an event exists exactly if its move does, and
 * shows the payout as the move left it, however late it arrives. Where nobody listens that is one look into a small table.
 */
export async function tellEndpoints(tx: Tx, { merchantId, move, at, payouts, listeners }: Told): Promise<void> {
  const type = EVENT_OF_MOVE[move];
  const endpoints = listeners ? whoHear(listeners, type) : await findListeners(tx, { merchantId, type });
  if (endpoints.length === 0) return;
  const read = await readRestPayouts(tx, { merchantId, payoutIds: payouts.map(({ payoutId }) => payoutId) });
  const asMoved = new Map(read.map((payout) => [payout.id, payout]));
  const events = payouts.map(({ payoutId, sequence }): QueuedEvent => {
    const payout = asMoved.get(payoutId);
    if (!payout) throw new Error("A payout moved that is not there.");
    const id = newId("endpointEvent", at);
    const event: RestPayoutEvent = { id, type, timestamp: at.toISOString(), sequence, data: payout };
    return { id, type, payoutId, batchId: null, sequence, at, body: JSON.stringify(event) };
  });
  await queueEvents(tx, { merchantId, events, endpoints });
}
