import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
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

type Seeding = {
  readonly root: string;
  readonly settings: StartSettings;
  readonly env: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
};

/** Makes the demo merchants, once for each database. The seed itself can be repeated, so a break-off does no harm. */
export async function seedDemoOnce({ root, settings, env, signal }: Seeding): Promise<void> {
  if (!existsSync(path.join(root, "prisma/seed.ts"))) return;
  const database = settings.databaseUrl ? createHash("sha256").update(settings.databaseUrl).digest("hex").slice(0, 12) : "embedded";
  await whenStale({
    stamp: path.join(settings.dataDir, `demo-seeded-${database}`),
    result: root,
    current: "1",
    work: async () => {
      console.info("Making the demo merchants ...");
      await runStep({
        failure: "The demo merchants could not be made",
        args: ["--import", "tsx", path.join(import.meta.dirname, "seed-demo.ts")],
        env,
        signal,
      });
    },
  });
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
