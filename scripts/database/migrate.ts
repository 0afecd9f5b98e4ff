// Applies prisma/migrations without the Prisma CLI, in a fraction of its time. It keeps the same table and takes the same
// lock, so the two can be mixed: what one has applied, the other knows.
import { createHash, randomUUID } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import pg from "pg";
import { Explained } from "../explained";

/** The advisory lock that Prisma Migrate takes: two who migrate at once wait for each other. */
const PRISMA_LOCK = 72_707_369;

const HISTORY_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

type Migration = { readonly name: string; readonly sql: string; readonly checksum: string };
type HistoryRow = { readonly migration_name: string; readonly checksum: string; readonly finished_at: Date | null };

/** Brings a database up to date and tells the names of what it applied. Refuses on top of a failed or an altered migration. */
export async function migrate(databaseUrl: string, folder: string): Promise<readonly string[]> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    // Held by the session, so a killed migrator lets go of it.
    await client.query("SELECT pg_advisory_lock($1)", [PRISMA_LOCK]);
    await client.query(HISTORY_TABLE);
    const pending = pendingMigrations(readMigrations(folder), await readHistory(client));
    for (const migration of pending) await apply(client, migration);
    return pending.map(({ name }) => name);
  } finally {
    await client.end();
  }
}

export function readMigrations(folder: string): readonly Migration[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort()
    .map((name) => {
      const sql = readFileSync(path.join(folder, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}

async function readHistory(client: pg.Client): Promise<readonly HistoryRow[]> {
  const { rows } = await client.query<HistoryRow>(
    "SELECT migration_name, checksum, finished_at FROM _prisma_migrations WHERE rolled_back_at IS NULL",
  );
  return rows;
}

function pendingMigrations(migrations: readonly Migration[], history: readonly HistoryRow[]): readonly Migration[] {
  const failed = history.find((row) => row.finished_at === null);
  if (failed) {
    throw new Explained(
      `Migration ${failed.migration_name} failed on this database before. Mend what it left behind, then run \`npx prisma migrate resolve\` (see https://pris.ly/d/migrate-resolve).`,
    );
  }
  const applied = new Map(history.map((row) => [row.migration_name, row.checksum]));
  const known = new Set(migrations.map(({ name }) => name));
  const unknown = [...applied.keys()].find((name) => !known.has(name));
  if (unknown) {
    throw new Explained(
      `This database has migration ${unknown}, which this version of Counterfoil does not know. Start the newer version instead.`,
    );
  }
  const altered = migrations.find(({ name, checksum }) => applied.has(name) && applied.get(name) !== checksum);
  if (altered) {
    throw new Explained(
      `Migration ${altered.name} was edited after it was applied to this database. Bring its text back and put the change into a new migration.`,
    );
  }
  return migrations.filter(({ name }) => !applied.has(name));
}

/**
 * Migration and history row stand or fall together. Prisma commits the row beforehand and then asks a person what an
 * interrupted run did; here a kill or an error leaves nothing, and the next start simply tries again.
 */
async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  const id = randomUUID();
  await client.query("BEGIN");
  await client.query("INSERT INTO _prisma_migrations (id, checksum, migration_name) VALUES ($1, $2, $3)", [id, checksum, name]);
  try {
    await client.query(sql);
  } catch (error) {
    throw new Error(`Migration ${name} failed and was taken back.`, { cause: error });
  }
  await client.query("UPDATE _prisma_migrations SET finished_at = clock_timestamp(), applied_steps_count = 1 WHERE id = $1", [id]);
  await client.query("COMMIT");
}
