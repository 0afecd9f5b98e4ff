import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";

/** Longer than any system that still works goes on trying. */
export const ANSWERS_KEPT_DAYS = 30;
const MOST_AT_ONCE = 5_000;

/** Answers of the REST door are replayed for a while and then forgotten, for they name people. Their keys stay spent for ever. */
export async function forgetAnswers(now: Date = currentTime()): Promise<number> {
  const before = addMs(now, -ANSWERS_KEPT_DAYS * DAY_MS);
  return db().$executeRaw`
    UPDATE "idempotency_record" SET "responseBody" = NULL
    WHERE ("merchantId", "key") IN (
      SELECT "merchantId", "key" FROM "idempotency_record"
      WHERE "responseBody" IS NOT NULL AND "answeredAt" < ${before} LIMIT ${MOST_AT_ONCE} FOR UPDATE SKIP LOCKED)`;
}
