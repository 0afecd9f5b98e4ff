import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { db, type Tx } from "@/lib/db/client";
import type { WebhookDelivery as DeliveryRow } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { isUniqueViolation } from "@/lib/db/unique";
import { type OpenConnection, openConnection } from "@/lib/operations/connections/open-connection";
import { noticeEnrolment } from "@/lib/operations/enrolments/notice-enrolment";
import { applyObservation } from "@/lib/operations/payouts/apply-observation";
import { type LockedPayout, lockPayout } from "@/lib/operations/payouts/lock-payout";
import type { Observation } from "@/lib/providers/contract/payout";
import type { ProviderEvent } from "@/lib/providers/contract/webhooks";
import { enqueue } from "@/lib/queue/enqueue";
import { heedHint } from "./heed-hint";
import { proofColumns } from "./receive-delivery";

const Headers = z.record(z.string(), z.string());

export type Applied = "notDue" | "applied" | "irrelevant" | "waiting" | "refused";

/** Does what a stored delivery says, once. A payout that it names and we do not know yet may still be on its way to us: it waits. */
export async function applyDelivery({ deliveryId }: { deliveryId: string }): Promise<Applied> {
  const found = await db().webhookDelivery.findUnique({ where: { id: deliveryId } });
  if (!found) return "notDue";
  const connection = openConnection(await db().connection.findUniqueOrThrow({ where: { id: found.connectionId } }));
  const row = found.proof === "undecided" ? await proveAgain(connection, found) : found;
  if (row.state !== "stored" && row.state !== "waiting") return "notDue";
  if (row.proof !== "signed" && row.proof !== "unsigned") return row.proof === "forged" ? "refused" : "waiting";

  const events = connection.webhooks().translate(row.body);
  crashPoint("apply.translated");
  return inTransaction((tx) => applyOnce(tx, row, events));
}

/** The keys could not be fetched when it arrived: neither believed nor refused until they can. */
async function proveAgain(connection: OpenConnection, row: DeliveryRow): Promise<DeliveryRow> {
  const { path, body, receivedAt } = row;
  const verdict = await connection.webhooks().verify({ path, body, receivedAt, headers: Headers.parse(row.headers) });
  // Two may prove the same one at once: the first has said what it is.
  const unproven = { id: row.id, proof: "undecided" };
  try {
    await db().webhookDelivery.updateMany({ where: unproven, data: proofColumns(verdict) });
  } catch (error) {
    if (!isUniqueViolation(error)) throw error;
    const note = "The same event was delivered before.";
    await db().webhookDelivery.updateMany({ where: unproven, data: { state: "irrelevant", note } });
  }
  return db().webhookDelivery.findUniqueOrThrow({ where: { id: row.id } });
}

async function applyOnce(tx: Tx, row: DeliveryRow, events: readonly ProviderEvent[]): Promise<Applied> {
  await tx.$queryRaw`SELECT "id" FROM "webhook_delivery" WHERE "id" = ${row.id} FOR UPDATE`;
  const { state } = await tx.webhookDelivery.findUniqueOrThrow({ where: { id: row.id }, select: { state: true } });
  if (state !== "stored" && state !== "waiting") return "notDue";

  crashPoint("apply.locked");
  const ends: Applied[] = [];
  let payoutId = row.payoutId;
  for (const event of events) {
    const { end, about } = await applyEvent(tx, row, event);
    crashPoint("apply.eventApplied");
    ends.push(end);
    payoutId = about ?? payoutId;
  }
  const end = ends.includes("waiting") ? "waiting" : ends.includes("applied") ? "applied" : "irrelevant";
  await tx.webhookDelivery.update({
    where: { id: row.id },
    data: {
      state: end,
      payoutId,
      ...(end === "waiting"
        ? { note: "No payout here has this provider id yet." }
        : { appliedAt: currentTime(), ...(state === "waiting" && { note: null }) }),
    },
  });
  crashPoint("apply.marked");
  return end;
}

type EventEnd = { readonly end: Applied; readonly about?: string };

async function applyEvent(tx: Tx, row: DeliveryRow, event: ProviderEvent): Promise<EventEnd> {
  if (event.kind === "irrelevant" || namesOf(event).some(isUnstorable)) return { end: "irrelevant" };
  if (event.kind === "enrolmentChanged")
    return { end: (await noticeEnrolment(tx, { ...event, connectionId: row.connectionId })) ? "applied" : "irrelevant" };
  if (event.kind === "sourceChanged") {
    await enqueue(tx, "readSources", { connectionId: row.connectionId, ...askedBy(event.about) });
    return { end: "applied" };
  }
  const payout = await findPayout(tx, row, event.kind === "lookUp" ? event : event.observation);
  if (!payout) return { end: "waiting" };
  if (event.kind === "lookUp") await heedHint(tx, payout);
  else await applyObservation(tx, { payout, observation: event.observation, via: "webhook", deliveryId: row.id });
  return { end: "applied", about: payout.id };
}

function askedBy(about: Extract<ProviderEvent, { kind: "sourceChanged" }>["about"]) {
  if (about.kind === "order") return { orderId: about.orderId };
  return { since: about.since ?? undefined, paymentId: about.paymentId ?? undefined };
}

function namesOf(event: Exclude<ProviderEvent, { kind: "irrelevant" }>): readonly (string | null | undefined)[] {
  if (event.kind === "sourceChanged") return Object.values(askedBy(event.about));
  if (event.kind === "enrolmentChanged") return [event.providerReceiverId, event.providerAccountId];
  const { providerPayoutId, payoutNumber } = event.kind === "lookUp" ? event : event.observation;
  return [providerPayoutId, payoutNumber];
}

/** PostgreSQL's text cannot hold the zero character, so nothing here has such a name; only a liar sends one. */
function isUnstorable(name: string | null | undefined): boolean {
  return name?.includes("\u0000") ?? false;
}

/** By the provider's id; by our own number where the provider carries it back, for an event that overtakes the provider's answer. */
async function findPayout(
  tx: Tx,
  { connectionId }: DeliveryRow,
  { providerPayoutId, payoutNumber }: Pick<Observation, "providerPayoutId" | "payoutNumber">,
): Promise<LockedPayout | null> {
  const known = await tx.payout.findFirst({ where: { connectionId, providerPayoutId }, select: { id: true } });
  const named =
    known ?? (payoutNumber ? await tx.payout.findFirst({ where: { connectionId, number: payoutNumber }, select: { id: true } }) : null);
  return named ? lockPayout(tx, { payoutId: named.id }) : null;
}
