import { createHash } from "node:crypto";
import path from "node:path";
import pg from "pg";
import { Explained } from "../explained";
import { whenStale } from "../fingerprint";
import { runStep } from "../run-step";
import type { StartSettings } from "./settings";

/** Demo people share a published password: they must never stand next to a connection that moves real money. */
export async function refuseDemoBesideLiveConnection(databaseUrl: string): Promise<void> {
  const live = await firstRow(databaseUrl, "SELECT name FROM connection WHERE mode = 'live' LIMIT 1");
  if (!live) return;
  throw new Explained(
    `This database has a live connection (${String(live.name)}), and demo people with a published password must not stand next to it. Set DEMO=0.`,
  );
}

/** True when something in this database was locked with the keys of an earlier secrets file. */
export async function hasSealedSettings(databaseUrl: string): Promise<boolean> {
  return (await firstRow(databaseUrl, "SELECT 1 FROM connection LIMIT 1")) !== undefined;
}

type DemoWork = {
  readonly settings: StartSettings;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** Makes the demo merchants, once for each database. The seed itself can be repeated, so a break-off does no harm. */
export async function seedDemoOnce({ settings, env, signal }: DemoWork): Promise<void> {
  const database = settings.databaseUrl ? createHash("sha256").update(settings.databaseUrl).digest("hex").slice(0, 12) : "embedded";
  await whenStale({
    stamp: path.join(settings.dataDir, `demo-seeded-${database}`),
    result: settings.dataDir,
    current: "1",
    work: async () => {
      console.info("Making the demo merchants ...");
      await runStep({ failure: "The demo merchants could not be made", args: typescript("seed-demo.ts"), env, signal });
    },
  });
}

/** Tells the make-believe providers of the demo's accounts, orders and payouts. Repeats itself without harm. */
export function registerDemo({ env, signal }: DemoWork): Promise<void> {
  return runStep({ failure: "The provider simulators could not be told of the demo", args: typescript("register-demo.ts"), env, signal });
}

// In processes of their own: they hold a pool, keys and a lot of rows that the keeper of processes has no use for.
function typescript(file: string): readonly string[] {
  return ["--import", "tsx", path.join(import.meta.dirname, file)];
}

async function firstRow(databaseUrl: string, sql: string): Promise<Record<string, unknown> | undefined> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0];
  } finally {
    await client.end();
  }
}
