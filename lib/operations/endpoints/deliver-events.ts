import { chance } from "@/lib/base/chance";
import { currentTime } from "@/lib/base/clock";
import { crashPoint } from "@/lib/base/crash-point";
import { addMs, SECOND_MS } from "@/lib/base/time";
import type { Tx } from "@/lib/db/client";
import type { Endpoint } from "@/lib/db/generated/client";
import { inTransaction } from "@/lib/db/transaction";
import { maskAccountNumbers } from "@/lib/domain/account/mask-in-text";
import { GIVEN_UP_AFTER_MS, pauseAfterFailure } from "@/lib/domain/endpoint/retry";
import { createScrubber } from "@/lib/providers/contract/scrub";
import { enqueue } from "@/lib/queue/enqueue";
import { type ClaimedDelivery, claimDelivery } from "./claim-delivery";
import { lockEndpoint } from "./lock-endpoint";
import { type PostEnd, type PostOptions, postEvent } from "./post-event";
import { shutEndpoint } from "./shut-endpoint";

/** Then somebody else's turn comes; what is left gets a job of its own. */
const TURN_MS = 30 * SECOND_MS;

/**
 * Delivers what is due to one endpoint, one after another, until nothing is. Whoever dies in between leaves a claim that ends by itself:
 * then it is tried again under the same id. Of losing an event and telling it twice, twice is the lesser evil.
 */
export async function deliverEvents({ endpointId }: { endpointId: string }, options: PostOptions = {}): Promise<string> {
  const until = addMs(currentTime(), TURN_MS);
  let tried = 0;
  for (let claimed = await claimDelivery(endpointId); claimed; claimed = await claimDelivery(endpointId)) {
    crashPoint("event.claimed");
    const startedMs = performance.now();
    const end = await postEvent(claimed, options);
    crashPoint("event.answered");
    await writeEnd(claimed, end, Math.round(performance.now() - startedMs));
    tried += 1;
    if (currentTime() <= until) continue;
    await inTransaction((tx) => enqueue(tx, "deliverEvents", { endpointId }));
    break;
  }
  return `${tried} tried`;
}

function writeEnd(claimed: ClaimedDelivery, end: PostEnd, durationMs: number): Promise<void> {
  const { deliveryId, endpointId, attemptId, tries } = claimed;
  return inTransaction(async (tx) => {
    const endpoint = await lockEndpoint(tx, endpointId);
    if (!endpoint) throw new Error("An endpoint is never deleted.");
    await tx.endpointAttempt.updateMany({ where: { id: attemptId, outcome: null }, data: { ...attemptOf(end), durationMs } });
    // Whose claim has run out, and been taken by somebody else, has nothing more to say about the delivery.
    const mine = await tx.endpointDelivery.findFirst({ where: { id: deliveryId, state: "sending", tries }, select: { id: true } });
    if (mine) await (isGood(end) ? writeDelivered(tx, claimed) : writeFailed(tx, endpoint, claimed, end));
  });
}

async function writeDelivered(tx: Tx, { deliveryId, endpointId }: ClaimedDelivery): Promise<void> {
  const now = currentTime();
  await tx.endpointDelivery.update({ where: { id: deliveryId }, data: { state: "delivered", deliveredAt: now, nextTryAt: null, step: 0 } });
  await tx.endpoint.update({ where: { id: endpointId }, data: { lastDeliveredAt: now, failingSince: null } });
}

async function writeFailed(tx: Tx, endpoint: Endpoint, { deliveryId, endpointId, step }: ClaimedDelivery, end: PostEnd): Promise<void> {
  const now = currentTime();
  const failingSince = endpoint.failingSince ?? now;
  const isGone = end.kind === "answered" && end.status === 410;
  const askedMs = end.kind === "answered" ? end.retryAfterMs : null;
  const pauseMs = isGone || endpoint.state !== "on" ? null : pauseAfterFailure({ step, dice: chance(), askedMs });
  const state = pauseMs !== null ? "waiting" : endpoint.state === "on" && !isGone ? "givenUp" : "missed";
  const nextTryAt = pauseMs === null ? null : addMs(now, pauseMs);
  await tx.endpointDelivery.update({ where: { id: deliveryId }, data: { state, step: step + 1, nextTryAt } });
  await tx.endpoint.update({ where: { id: endpointId }, data: { failingSince } });
  if (endpoint.state !== "on") return;
  if (isGone) return shutEndpoint(tx, endpoint, "It answered that it is gone for good (410).");
  if (now.getTime() - failingSince.getTime() >= GIVEN_UP_AFTER_MS) {
    return shutEndpoint(tx, endpoint, "Nothing could be delivered for three days.");
  }
  if (pauseMs !== null) await enqueue(tx, "deliverEvents", { endpointId }, { afterMs: pauseMs });
}

function isGood(end: PostEnd): boolean {
  return end.kind === "answered" && end.status >= 200 && end.status < 300;
}

const ANSWER_KEPT = 2_000;

function attemptOf(end: PostEnd) {
  if (end.kind !== "answered") return { outcome: end.kind, fault: end.fault };
  const { status } = end;
  const answer = maskAccountNumbers(createScrubber([]).text(end.answer)).slice(0, ANSWER_KEPT);
  return isGood(end) ? { outcome: "delivered", status, answer } : { outcome: "answered", status, answer, fault: sayStatus(status) };
}

function sayStatus(status: number): string {
  if (status >= 300 && status < 400) return `It answered with a redirect (${status}), which is never followed.`;
  if (status === 401 || status === 403) return `It refused us (${status}).`;
  if (status === 404) return "There is nothing at that address (404).";
  if (status === 410) return "It is gone for good (410).";
  if (status === 429) return "It asks for a pause (429).";
  return status >= 500 ? `It failed (${status}).` : `It answered ${status}, which is not a yes.`;
}
