import { newId } from "@/lib/base/id";
import { addMs, DAY_MS, SECOND_MS } from "@/lib/base/time";
import { readRestPayout } from "@/lib/db/api-payout";
import { db, type Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { seal } from "@/lib/db/seal";
import { inTransaction } from "@/lib/db/transaction";
import type { PayoutEventType } from "@/lib/domain/endpoint/event-types";
import { newEndpointSecret, signEvent } from "@/lib/operations/endpoints/sign-event";

const TYPES = { settled: "payout.paid", failed: "payout.failed", returned: "payout.returned" } as const satisfies Record<
  string,
  PayoutEventType
>;
const URL = "https://shop.example.com/counterfoil";
const LATELY_MS = 12 * DAY_MS;
const MOST_EVENTS = 14;

/**
 * An endpoint with a short log: what arrived, what arrived late, and the answer after which it was given up. It is off, and its name leads
 * nowhere: a demo calls nobody. Once.
 */
export async function addDemoEndpoint({ merchantId, now }: { merchantId: string; now: Date }): Promise<void> {
  if ((await db().endpoint.count({ where: { merchantId } })) > 0) return;
  const moves = await db().stateTransition.findMany({
    where: { merchantId, toState: { in: Object.keys(TYPES) }, at: { gte: addMs(now, -LATELY_MS), lte: now } },
    orderBy: [{ at: "desc" }, { id: "desc" }],
    take: 2 * MOST_EVENTS,
    include: { payout: { select: { state: true } } },
  });
  // What moved on since would have to be shown as it was then.
  const told = moves
    .filter(({ toState, payout }) => payout.state === toState)
    .slice(0, MOST_EVENTS)
    .reverse();
  const [last, before] = [told.at(-1), told.at(-2)];
  const endpointId = newId("endpoint", addMs(now, -LATELY_MS));
  const secret = newEndpointSecret();
  await inTransaction(async (tx) => {
    const sealed = { id: newId("endpointSecret"), merchantId, endpointId };
    const { sealed: secretSealed, keyId: secretKeyId } = seal(secret, sealed.id);
    await tx.endpoint.create({
      data: {
        ...{ id: endpointId, merchantId, url: URL, description: "Shop back end", types: Object.values(TYPES), state: "off" },
        ...{ createdAt: addMs(now, -LATELY_MS), stateAt: last ? addMs(last.at, SECOND_MS) : now },
        ...{ offWhy: "It answered that it is gone for good (410).", lastDeliveredAt: before?.at ?? null },
      },
    });
    await tx.endpointSecret.create({ data: { ...sealed, secretSealed, secretKeyId, madeAt: addMs(now, -LATELY_MS) } });
    for (const [place, { id, payoutId, sequence, toState, at }] of told.entries()) {
      const type = toState === "failed" || toState === "returned" ? TYPES[toState] : TYPES.settled;
      const answers: Told["answers"] = id === last?.id ? [410] : place % 6 === 3 ? [503, 204] : [204];
      await addEvent(tx, { merchantId, endpointId, secret, type, payoutId, sequence, at, answers });
    }
  });
}

type Told = {
  readonly merchantId: string;
  readonly endpointId: string;
  readonly secret: string;
  readonly type: PayoutEventType;
  readonly payoutId: string;
  readonly sequence: number;
  readonly at: Date;
  readonly answers: readonly (keyof typeof ANSWERS)[];
};

const ANSWERS = {
  204: { outcome: "delivered", answer: "", fault: null },
  410: { outcome: "answered", answer: "Gone", fault: "It is gone for good (410)." },
  503: { outcome: "answered", answer: "upstream is restarting", fault: "It failed (503)." },
} as const;

async function addEvent(tx: Tx, { merchantId, endpointId, secret, type, payoutId, sequence, at, answers }: Told): Promise<void> {
  const eventId = newId("endpointEvent", at);
  const deliveryId = newId("endpointDelivery", at);
  const data = await readRestPayout(tx, { merchantId, payoutId });
  const body = JSON.stringify({ id: eventId, type, timestamp: at.toISOString(), sequence, data });
  await tx.endpointEvent.create({ data: { id: eventId, merchantId, type, payoutId, sequence, at, body } });
  const isDelivered = answers.at(-1) === 204;
  const tried = (place: number) => addMs(at, (1 + place * 6) * SECOND_MS);
  await tx.endpointDelivery.create({
    data: {
      ...{ id: deliveryId, merchantId, endpointId, eventId, queuedAt: at, tries: answers.length, step: isDelivered ? 0 : 1 },
      ...{ state: isDelivered ? "delivered" : "missed", deliveredAt: isDelivered ? tried(answers.length - 1) : null },
    },
  });
  await tx.endpointAttempt.createMany({
    data: answers.map(
      (status, place): Prisma.EndpointAttemptCreateManyInput => ({
        ...{ id: newId("endpointAttempt", at), merchantId, deliveryId, number: place + 1, at: tried(place), url: URL, status },
        ...{ headers: signEvent({ eventId, at: tried(place), body, secrets: [secret] }), durationMs: 84 + place * 37 },
        ...ANSWERS[status],
      }),
    ),
  });
}
