import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { knockKey } from "@/lib/db/ask-token";
import { inTransaction } from "@/lib/db/transaction";

const WINDOW_MS = 10 * MINUTE_MS;
const KEPT_MS = DAY_MS;

/** From one address more may come: an office shares it. A link is one person's, with a few wrong tries. */
const MOST = { address: 60, link: 30 } as const;

export type Knock = { readonly kind: keyof typeof MOST; readonly what: string };

/** Counts a knock at the public page; false: too many of late. Knocks that come at once are counted one after the other. */
export function countKnock({ kind, what }: Knock): Promise<boolean> {
  const key = knockKey(kind, what);
  const now = currentTime();
  return inTransaction(async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`knock:${Buffer.from(key).toString("hex")}`}, 0))::text`;
    await tx.publicKnock.deleteMany({ where: { at: { lt: addMs(now, -KEPT_MS) } } });
    const count = await tx.publicKnock.count({ where: { key, at: { gt: addMs(now, -WINDOW_MS) } } });
    if (count >= MOST[kind]) return false;
    await tx.publicKnock.create({ data: { key, at: now } });
    return true;
  });
}
