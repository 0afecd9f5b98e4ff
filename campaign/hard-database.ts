import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import pg from "pg";
import { prepareQueue } from "@/lib/queue/boss";
import { type EmbeddedDatabase, openEmbeddedDatabase } from "@/scripts/database/embedded-database";
import { migrate } from "@/scripts/database/migrate";
import { readPostmasterFile } from "@/scripts/database/postmaster-file";
import { isPortFree } from "@/scripts/free-port";
import { pollFor } from "@/scripts/poll-for";

/** The product's own PostgreSQL, with the durability that it has there, in a folder of its own: the one of the tests is not durable. */
export type HardDatabase = {
  readonly url: string;
  /** SIGKILL: without a word. SIGQUIT: an immediate stop, which writes nothing either. */
  stopHard(signal: "SIGKILL" | "SIGQUIT"): Promise<void>;
  /** Under the same address; it replays its log first. */
  startAgain(): Promise<void>;
  remove(): Promise<void>;
};

const GONE_WITHIN_MS = 20_000;

export async function openHardDatabase(): Promise<HardDatabase> {
  const folder = mkdtempSync(path.join(os.tmpdir(), "counterfoil-hard-"));
  let database: EmbeddedDatabase = await openEmbeddedDatabase(folder);
  const { url } = database;
  await migrate(url, path.resolve(import.meta.dirname, "../prisma/migrations"));
  await prepareQueue(url);
  return {
    url,
    async stopHard(signal) {
      const noted = readPostmasterFile(path.join(folder, "postgres"));
      if (!noted) throw new Error("PostgreSQL does not run.");
      process.kill(noted.pid, signal);
      const isGone = await pollFor(GONE_WITHIN_MS, async () =>
        !database.isAlive() && (await isPortFree(noted.port, "127.0.0.1")) ? true : undefined,
      );
      if (!isGone) throw new Error("PostgreSQL is still there.");
    },
    async startAgain() {
      database = await openEmbeddedDatabase(folder);
      if (database.url !== url) throw new Error("PostgreSQL came back under another address.");
      // Somebody else's first connection must not be the one that finds it still starting.
      await pollFor(GONE_WITHIN_MS, () => canConnect(url));
    },
    async remove() {
      await database.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

async function canConnect(url: string): Promise<true | undefined> {
  const client = new pg.Client({ connectionString: url });
  try {
    await client.connect();
    return true;
  } catch {
    return undefined;
  } finally {
    await client.end().catch(() => undefined);
  }
}
