import { currentTime } from "@/lib/base/clock";
import { addMs } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { inTransaction } from "@/lib/db/transaction";
import { MAIL_IS_NEWS_FOR_MS } from "@/lib/domain/mail/retry";
import { env } from "@/lib/env";
import { enqueue } from "@/lib/queue/enqueue";

const MOST_AT_ONCE = 100;

/** Gives every mail that is due a job, whatever became of the one that it had, and ends what has become too old to be news. */
export async function sweepMails(): Promise<number> {
  const now = currentTime();
  await db().mail.updateMany({
    where: { endedAt: null, nextTryAt: { lte: now }, queuedAt: { lt: addMs(now, -MAIL_IS_NEWS_FOR_MS) } },
    data: { state: "givenUp", endedAt: now, nextTryAt: null, pathSealed: null, pathKeyId: null },
  });
  if (!env().mail) return 0;
  const due = await db().mail.findMany({
    where: { endedAt: null, nextTryAt: { lte: now } },
    select: { id: true },
    orderBy: { nextTryAt: "asc" },
    take: MOST_AT_ONCE,
  });
  // A job too many finds it claimed and does nothing.
  await inTransaction(async (tx) => {
    for (const { id } of due) await enqueue(tx, "sendMail", { mailId: id });
  });
  return due.length;
}
