import pg from "pg";
import * as z from "zod";
import { env } from "@/lib/env";
import { isJobName } from "@/lib/queue/jobs";

// What stands in the database, read past the product, in words that do not change from run to run.

const Moment = z
  .string()
  .transform((text) => new Date(text))
  .nullable();

const PayoutRow = z.object({
  id: z.string(),
  number: z.string(),
  dispatchKey: z.string(),
  submissionKey: z.string(),
  state: z.string(),
  amountMinor: z.string(),
  contradiction: z.string().nullable(),
  holdKind: z.string().nullable(),
  attempts: z.number(),
  nextCheckAt: Moment,
  enrolment: z.string().nullable(),
});
export type PayoutRow = z.infer<typeof PayoutRow>;

const JobRow = z.object({
  id: z.string(),
  name: z.string().refine(isJobName),
  data: z.record(z.string(), z.unknown()),
  /** The amount of the payout that it is about, by which a run tells its payouts apart. */
  about: z.string().nullable(),
});
export type WaitingJob = z.infer<typeof JobRow>;

const Snapshot = z.object({
  payouts: z.array(PayoutRow),
  jobs: z.array(JobRow),
  /** When the sweeps will next find something. */
  payoutAt: Moment,
  enrolmentAt: Moment,
  hasDeliveries: z.boolean(),
  /** The oldest attempt without an end: of a sender that is at it, or that died. */
  openAttemptAt: Moment,
});
export type Snapshot = z.infer<typeof Snapshot>;

export type Records = {
  /** Read again only when something has run since. */
  snapshot(): Promise<Snapshot>;
  hasChanged(): void;
  /** The job is taken and done with, however it ends: what it was to wake is found again by the sweeps or never needed it. */
  takeJob(id: string): Promise<void>;
  ask<T>(shape: z.ZodType<T>, sql: string, values?: readonly unknown[]): Promise<readonly T[]>;
};

const SNAPSHOT_SQL = `
  SELECT jsonb_build_object(
    'payouts', (SELECT coalesce(jsonb_agg(jsonb_build_object(
        'id', p."id", 'number', p."number", 'dispatchKey', p."dispatchKey", 'submissionKey', p."submissionKey", 'state', p."state",
        'amountMinor', p."amountMinor"::text, 'contradiction', p."contradiction", 'holdKind', p."holdKind", 'attempts', p."attempts",
        'nextCheckAt', p."nextCheckAt", 'enrolment', e."state") ORDER BY p."amountMinor"), '[]')
      FROM "payout" p LEFT JOIN "enrolment" e
        ON e."connectionId" = p."connectionId" AND e."accountVersionId" = p."receiverAccountVersionId"
      WHERE p."merchantId" = $1),
    'jobs', (SELECT coalesce(jsonb_agg(jsonb_build_object('id', j."id", 'name', j."name", 'data', j."data", 'about', p."amountMinor"::text)
        ORDER BY j."name", p."amountMinor", j."created_on", j."data"::text), '[]')
      FROM pgboss.job_common j
        LEFT JOIN "payout" p ON p."id" = j."data"->>'payoutId'
      WHERE j."state" = 'created'),
    'payoutAt', (SELECT min("nextCheckAt") FROM "payout" WHERE "merchantId" = $1),
    'enrolmentAt', (SELECT min("nextCheckAt") FROM "enrolment" WHERE "merchantId" = $1),
    'openAttemptAt', (SELECT min("startedAt") FROM "attempt" WHERE "merchantId" = $1 AND "endedAt" IS NULL),
    'hasDeliveries', EXISTS (SELECT FROM "webhook_delivery" WHERE "merchantId" = $1 AND "state" IN ('waiting', 'stored'))
  ) AS "snapshot"`;

let client: pg.Client | null = null;

async function connected(): Promise<pg.Client> {
  if (client) return client;
  client = new pg.Client({ connectionString: env().databaseUrl, options: "-c TimeZone=UTC" });
  // A database that goes when the campaign is over takes this along.
  client.on("error", () => {});
  await client.connect();
  return client;
}

export async function openRecords(merchantId: string): Promise<Records> {
  const sql = await connected();
  const ask = async <T>(shape: z.ZodType<T>, text: string, values: readonly unknown[] = []) =>
    z.array(shape).parse((await sql.query(text, [...values])).rows);
  let kept: Snapshot | null = null;
  return {
    ask,
    async snapshot() {
      if (kept) return kept;
      // Named, so that it is planned once: it is asked again and again.
      const { rows } = await sql.query({ name: "snapshot", text: SNAPSHOT_SQL, values: [merchantId] });
      kept = Snapshot.parse(rows[0]?.snapshot);
      return kept;
    },
    hasChanged() {
      kept = null;
    },
    async takeJob(id) {
      kept = null;
      await sql.query({ name: "takeJob", text: "DELETE FROM pgboss.job_common WHERE id = $1", values: [id] });
    },
  };
}

/** Nothing of a run may reach into the next one: what was left waiting in it waits no longer. */
export async function clearAfter(merchantId: string): Promise<void> {
  const sql = await connected();
  await sql.query(`UPDATE "payout" SET "nextCheckAt" = NULL WHERE "merchantId" = $1 AND "nextCheckAt" IS NOT NULL`, [merchantId]);
  await sql.query(`UPDATE "enrolment" SET "nextCheckAt" = NULL WHERE "merchantId" = $1 AND "nextCheckAt" IS NOT NULL`, [merchantId]);
  await sql.query(`UPDATE "webhook_delivery" SET "state" = 'irrelevant' WHERE "merchantId" = $1 AND "state" IN ('stored', 'waiting')`, [
    merchantId,
  ]);
  await sql.query("DELETE FROM pgboss.job");
}
