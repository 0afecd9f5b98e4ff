import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS, MINUTE_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { readUnexplained, type Unexplained } from "./read-unexplained";

const Outage = z.object({
  connectionName: z.string(),
  since: z.date(),
  isLockedOut: z.boolean(),
  /** Payouts that wait for it. */
  waiting: z.int(),
});

const Counts = z.tuple([z.object({ frozen: z.int(), heldByFreeze: z.int(), deliveriesWaiting: z.int(), forged: z.int() })]);

/** What is wrong with the works, as opposed to single payouts: one line for an outage, however many payouts wait for it. */
export type TroubleView = z.infer<typeof Counts>[0] & {
  readonly outages: readonly z.infer<typeof Outage>[];
  /** What desk and providers do not tell alike. */
  readonly unexplained: Unexplained;
};

/** A delivery usually finds its payout within seconds; one that still waits after this is worth a look. */
const DELIVERY_PATIENCE_MS = 10 * MINUTE_MS;

export async function readTrouble(merchantId: string): Promise<TroubleView> {
  const now = currentTime();
  const [outages, unexplained, counts] = await Promise.all([
    db().$queryRaw`
      SELECT c."name" AS "connectionName", h."troubleSince" AS "since", coalesce(h."lastFault" = 'unauthorised', false) AS "isLockedOut",
        (SELECT count(*)::int FROM "payout" p WHERE p."merchantId" = c."merchantId" AND p."connectionId" = c."id"
          AND p."state" = 'held' AND p."holdKind" = 'outage') AS "waiting"
      FROM "connection_health" h JOIN "connection" c ON c."id" = h."connectionId"
      WHERE h."merchantId" = ${merchantId} AND h."breaker" <> 'closed' AND c."state" = 'active' ORDER BY h."troubleSince"`,
    readUnexplained(merchantId),
    db().$queryRaw`
      SELECT (SELECT count(*)::int FROM "freeze" WHERE "merchantId" = ${merchantId} AND "liftedAt" IS NULL) AS "frozen",
        (SELECT count(*)::int FROM "payout" WHERE "merchantId" = ${merchantId} AND "state" = 'held' AND "holdKind" = 'frozen') AS "heldByFreeze",
        (SELECT count(*)::int FROM "webhook_delivery" WHERE "merchantId" = ${merchantId} AND "state" = 'waiting'
          AND "receivedAt" < ${addMs(now, -DELIVERY_PATIENCE_MS)}) AS "deliveriesWaiting",
        (SELECT count(*)::int FROM "webhook_delivery" WHERE "merchantId" = ${merchantId} AND "proof" = 'forged'
          AND "receivedAt" > ${addMs(now, -DAY_MS)}) AS "forged"`,
  ]);
  return { outages: z.array(Outage).parse(outages), unexplained, ...Counts.parse(counts)[0] };
}
