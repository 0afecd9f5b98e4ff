import * as z from "zod";
import { db } from "@/lib/db/client";
import { DELIVERY_STATES } from "@/lib/domain/endpoint/schema";
import type { EventLogRow } from "./list-event-log";

export type AttemptView = {
  readonly number: number;
  readonly at: Date;
  readonly url: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Null while it is under way. */
  readonly outcome: string | null;
  readonly status: number | null;
  readonly durationMs: number | null;
  readonly answer: string | null;
  readonly fault: string | null;
};

export type EventDeliveryView = EventLogRow & {
  readonly endpoint: { readonly id: string; readonly description: string; readonly isOn: boolean };
  readonly sequence: number | null;
  readonly batch: { readonly id: string; readonly name: string } | null;
  readonly body: string;
  /** The last one first. */
  readonly attempts: readonly AttemptView[];
};

const Headers = z.record(z.string(), z.string()).catch({});

/** One event for one endpoint, with every try. Null for what does not exist and for another merchant's. */
export async function readEventDelivery(
  merchantId: string,
  { endpointId, deliveryId }: { endpointId: string; deliveryId: string },
): Promise<EventDeliveryView | null> {
  const row = await db().endpointDelivery.findFirst({
    where: { id: deliveryId, endpointId, merchantId },
    include: {
      endpoint: { select: { id: true, description: true, state: true } },
      event: { include: { payout: { select: { number: true } }, batch: { select: { id: true, name: true } } } },
      attempts: { orderBy: { number: "desc" } },
    },
  });
  if (!row) return null;
  const { id, eventId, queuedAt, tries, nextTryAt, deliveredAt, event, endpoint } = row;
  const attempts = row.attempts.map(({ headers, number, at, url, outcome, status, durationMs, answer, fault }) => {
    return { headers: Object.entries(Headers.parse(headers)), number, at, url, outcome, status, durationMs, answer, fault };
  });
  return {
    ...{ id, eventId, queuedAt, tries, nextTryAt, deliveredAt, attempts },
    state: z.enum(DELIVERY_STATES).parse(row.state),
    endpoint: { id: endpoint.id, description: endpoint.description, isOn: endpoint.state === "on" },
    ...{ type: event.type, sequence: event.sequence, body: event.body, batch: event.batch, payoutNumber: event.payout?.number ?? null },
    fault: attempts.find(({ outcome }) => outcome !== null)?.fault ?? null,
  };
}
