import { currentTime } from "@/lib/base/clock";
import { addMs, HOUR_MS, SECOND_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { SESSION_IDLE_HOURS } from "@/lib/domain/access/sign-in";

/** Often enough for hours, and never a write for every press. */
const AS_OF_MS = 30 * SECOND_MS;

/** Somebody is at the browser. One that has been left alone for too long is not woken up again; nothing of this is a deed. */
export async function keepSession(
  { sessionId: id, personId }: Extract<Actor, { kind: "person" }>,
  now: Date = currentTime(),
): Promise<void> {
  if (id === undefined) return;
  await db().session.updateMany({
    where: { id, personId, endedAt: null, usedAt: { gt: addMs(now, -SESSION_IDLE_HOURS * HOUR_MS), lt: addMs(now, -AS_OF_MS) } },
    data: { usedAt: now },
  });
}
