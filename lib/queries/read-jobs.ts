import * as z from "zod";
import { currentTime } from "@/lib/base/clock";
import { addMs, HOUR_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { JOB_NAMES } from "@/lib/queue/jobs";

const Depth = z.object({
  name: z.enum(JOB_NAMES),
  waiting: z.int(),
  running: z.int(),
  failed: z.int(),
  oldestAt: z.date().nullable(),
});
export type JobDepth = z.infer<typeof Depth>;

const FailedJob = z.object({
  id: z.string(),
  name: z.enum(JOB_NAMES),
  failedAt: z.date().nullable(),
  payoutNumber: z.string().nullable(),
  deliveryId: z.string().nullable(),
});
export type FailedJob = z.infer<typeof FailedJob>;

/** What the queue holds. The numbers are of the whole installation; which payout a failed job was about is told of one's own only. */
export type JobsView = { readonly depths: readonly JobDepth[]; readonly failed: readonly FailedJob[] };

const MOST_FAILED = 50;

export async function readJobs(merchantId: string): Promise<JobsView> {
  const since = addMs(currentTime(), -HOUR_MS);
  const [depths, failed] = await Promise.all([
    db().$queryRaw`
      SELECT "name", count(*) FILTER (WHERE "state" < 'active')::int AS "waiting", count(*) FILTER (WHERE "state" = 'active')::int AS "running",
        count(*) FILTER (WHERE "state" = 'failed')::int AS "failed", min("created_on") FILTER (WHERE "state" < 'active') AS "oldestAt"
      FROM pgboss.job WHERE "name" = ANY(${JOB_NAMES}) AND ("state" <= 'active' OR "completed_on" > ${since}) GROUP BY "name"`,
    db().$queryRaw`
      SELECT j."id"::text AS "id", j."name", j."completed_on" AS "failedAt", p."number" AS "payoutNumber", d."id" AS "deliveryId"
      FROM pgboss.job j
      LEFT JOIN "payout" p ON p."id" = j."data"->>'payoutId' AND p."merchantId" = ${merchantId}
      LEFT JOIN "webhook_delivery" d ON d."id" = j."data"->>'deliveryId' AND d."merchantId" = ${merchantId}
      WHERE j."name" = ANY(${JOB_NAMES}) AND j."state" = 'failed' AND (p."id" IS NOT NULL OR d."id" IS NOT NULL)
      ORDER BY j."completed_on" DESC LIMIT ${MOST_FAILED}`,
  ]);
  const known = z.array(Depth).parse(depths);
  const empty = { waiting: 0, running: 0, failed: 0, oldestAt: null };
  return {
    depths: JOB_NAMES.map((name) => known.find((one) => one.name === name) ?? { name, ...empty }),
    failed: z.array(FailedJob).parse(failed),
  };
}
