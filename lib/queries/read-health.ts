import { existsSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import * as z from "zod";
import { db } from "@/lib/db/client";

export type Health = {
  readonly isMigrated: boolean;
  /** Jobs that wait, by name. */
  readonly queued: Readonly<Record<string, number>>;
  /** Payouts whose next look is overdue by more than a minute: the worker is behind, or gone. */
  readonly payoutsOverdue: number;
};

const State = z.tuple([z.object({ payoutsOverdue: z.int(), queued: z.record(z.string(), z.int()) })]);

/** Throws when the database does not answer, or has never been prepared. */
export async function readHealth(): Promise<Health> {
  // "Before active" is how the queue's own index says that a job waits.
  const state = await db().$queryRaw`
    SELECT (SELECT count(*)::int FROM "payout" WHERE "nextCheckAt" < now() - interval '1 minute') AS "payoutsOverdue",
      (SELECT coalesce(json_object_agg("name", "count"), '{}') FROM (
        SELECT "name", count(*)::int AS "count" FROM pgboss.job WHERE "state" < 'active' GROUP BY "name") waiting) AS "queued"`;
  return { isMigrated: await readMigrated(), ...State.parse(state)[0] };
}

const Migrations = z.array(z.object({ name: z.string(), isFinished: z.boolean() }));

/** Every migration that ships beside this process is applied, and none is half done. */
async function readMigrated(): Promise<boolean> {
  const known = Migrations.parse(
    await db().$queryRaw`
      SELECT "migration_name" AS "name", "finished_at" IS NOT NULL AS "isFinished"
      FROM "_prisma_migrations" WHERE "rolled_back_at" IS NULL`,
  );
  const applied = new Set(known.filter(({ isFinished }) => isFinished).map(({ name }) => name));
  const shipped = await listShipped();
  return known.length > 0 && known.every(({ isFinished }) => isFinished) && shipped.every((name) => applied.has(name));
}

async function listShipped(): Promise<readonly string[]> {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), "prisma", "migrations");
  if (!existsSync(folder)) return [];
  const entries = await readdir(folder, { withFileTypes: true });
  return entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
}
