import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { CHANGE_OPEN_FOR_MS } from "@/lib/domain/access/change";
import { EVENTS_KEPT_DAYS } from "@/lib/domain/endpoint/retry";

const MOST_AT_ONCE = 5_000;

/** Clears what was told and how of what is past its time, in slices that hold nobody up, and secrets that sign nothing any more. */
export async function forgetEvents(now: Date = currentTime()): Promise<number> {
  const before = addMs(now, -EVENTS_KEPT_DAYS * DAY_MS);
  let [gone, slice] = [0, MOST_AT_ONCE];
  while (slice === MOST_AT_ONCE) {
    slice = await db().$executeRaw`
      DELETE FROM "endpoint_event" WHERE "id" IN (SELECT "id" FROM "endpoint_event" WHERE "at" < ${before} LIMIT ${MOST_AT_ONCE})`;
    gone += slice;
  }
  const nobodys = { endpointId: null, madeAt: { lt: addMs(now, -2 * CHANGE_OPEN_FOR_MS) } };
  await db().endpointSecret.deleteMany({ where: { OR: [nobodys, { endsAt: { lt: before } }] } });
  return gone;
}
