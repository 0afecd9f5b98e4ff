import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { READS_KEPT_DAYS, REQUESTS_KEPT_DAYS } from "@/lib/domain/api-request/schema";

const MOST_AT_ONCE = 10_000;

/** Clears the request log of what is past its time, in slices that hold nobody up. */
export async function forgetRequests(now: Date = currentTime()): Promise<number> {
  const [before, readsBefore] = [REQUESTS_KEPT_DAYS, READS_KEPT_DAYS].map((days) => addMs(now, -days * DAY_MS));
  let [gone, slice] = [0, MOST_AT_ONCE];
  while (slice === MOST_AT_ONCE) {
    slice = await db().$executeRaw`
      DELETE FROM "api_request" WHERE "id" IN (
        SELECT "id" FROM "api_request" WHERE "at" < ${readsBefore} AND ("at" < ${before} OR ("method" IN ('GET', 'HEAD') AND "status" < 400))
        LIMIT ${MOST_AT_ONCE})`;
    gone += slice;
  }
  return gone;
}
