import { existsSync } from "node:fs";
import { userInfo } from "node:os";
import path from "node:path";
import pg from "pg";
import { db } from "@/lib/db/client";
import type { Actor } from "@/lib/domain/access/actor";
import { adoptSecretFiles } from "@/lib/env";
import { runningEmbeddedUrl } from "../database/embedded-database";
import { Explained } from "../explained";
import { processEnvironment } from "../start/environment";
import { givenSecrets, loadSecrets } from "../start/secrets";
import { readSettings, type StartSettings } from "../start/settings";

/** Finds the database and the keys as `npm start` does, and makes them this process's environment. */
export async function enterInstallation(root: string): Promise<StartSettings> {
  if (existsSync(path.join(root, ".env"))) process.loadEnvFile(path.join(root, ".env"));
  adoptSecretFiles(process.env);
  const settings = readSettings(process.env, root);
  const databaseUrl = settings.databaseUrl ?? runningEmbeddedUrl(settings.dataDir);
  if (!databaseUrl) {
    throw new Explained(
      `The database of ${settings.dataDir} is not running. Start it with npm start, or set DATABASE_URL to a PostgreSQL of your own.`,
    );
  }
  await refuseUnready(databaseUrl);
  const secrets = loadSecrets(settings.dataDir, givenSecrets(process.env), { mayMake: false });
  Object.assign(process.env, processEnvironment(settings, databaseUrl, secrets.values));
  return settings;
}

export async function disconnect(): Promise<void> {
  if (process.env.DATABASE_URL) await db().$disconnect();
}

async function refuseUnready(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 5_000 });
  try {
    await client.connect();
  } catch {
    // The driver's own words can hold the address, and with it a password.
    const { host, pathname } = new URL(databaseUrl);
    throw new Explained(`The database ${pathname.slice(1)} at ${host} does not answer, or does not let us in.`);
  }
  try {
    const { rows } = await client.query(`SELECT to_regclass('"merchant"') IS NOT NULL AS "isMigrated"`);
    if (!rows[0]?.isMigrated) throw new Explained("The database has no tables yet. Run npm start once: it makes them.");
  } finally {
    await client.end();
  }
}

export type MerchantAtHand = {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly operator: Extract<Actor, { kind: "system" }>;
};

/** The merchant that a command is about, and the operator as their histories name them. */
export async function merchantNamed(slug: string): Promise<MerchantAtHand> {
  const merchant = await db().merchant.findUnique({ where: { slug }, select: { id: true, slug: true, name: true } });
  if (!merchant) {
    const known = await db().merchant.findMany({ select: { slug: true }, orderBy: { slug: "asc" }, take: 20 });
    const list = known.length > 0 ? `Merchants: ${known.map((one) => one.slug).join(", ")}.` : "There is none yet.";
    throw new Explained(`There is no merchant "${slug}". ${list}`);
  }
  return { ...merchant, operator: { kind: "system", name: operatorName(), merchantId: merchant.id } };
}

/** Whoever sits at this machine. */
export function operatorName(): string {
  try {
    return `Operator (${userInfo().username})`;
  } catch {
    // A container may run as a user that has no name.
    return "Operator";
  }
}
