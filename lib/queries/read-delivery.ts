import * as z from "zod";
import { db } from "@/lib/db/client";
import { maskAccountNumbers } from "@/lib/domain/account/mask-in-text";
import { DELIVERY_PROOFS, DELIVERY_STATES, waitsUntil } from "@/lib/domain/webhook/schema";
import { createScrubber } from "@/lib/providers/contract/scrub";
import { providerOf } from "@/lib/providers/registry";
import type { DeliveryRow } from "./list-deliveries";

export type DeliveryView = DeliveryRow & {
  readonly line: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  /** Account numbers masked: reading a whole one is a deed of its own, with a reason. */
  readonly body: string;
  readonly waitsUntil: Date;
};

const Headers = z.record(z.string(), z.string()).catch({});

/** One delivery as it arrived. Null for what does not exist and for another merchant's. */
export async function readDelivery(merchantId: string, deliveryId: string): Promise<DeliveryView | null> {
  const row = await db().webhookDelivery.findFirst({
    where: { id: deliveryId, merchantId },
    include: { payout: { select: { number: true } } },
  });
  if (!row) return null;
  const [connection, seen] = await Promise.all([
    db().connection.findUniqueOrThrow({ where: { id: row.connectionId }, select: { name: true } }),
    db().observation.findFirst({ where: { payoutId: row.payoutId ?? "", deliveryId }, select: { effect: true } }),
  ]);
  const scrubber = createScrubber([]);
  const { id, provider, connectionId, note, forgedWhy, receivedAt, appliedAt } = row;
  return {
    ...{ id, provider, connectionId, note, forgedWhy, receivedAt, appliedAt },
    connectionName: connection.name,
    providerLabel: providerOf(provider).manifest.label,
    proof: z.enum(DELIVERY_PROOFS).parse(row.proof),
    state: z.enum(DELIVERY_STATES).parse(row.state),
    payoutNumber: row.payout?.number ?? null,
    effect: seen?.effect ?? null,
    line: `POST ${row.path}`,
    headers: Object.entries(scrubber.headers(Headers.parse(row.headers))),
    body: maskAccountNumbers(scrubber.text(new TextDecoder().decode(row.body))),
    waitsUntil: waitsUntil(row),
  };
}
