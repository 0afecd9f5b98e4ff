import { type EmbeddedDatabase, openEmbeddedDatabase } from "../database/embedded-database";
import { logLine } from "./log-line";

const LOOK_MS = 500;

export type KeptDatabase = { readonly url: string; stop(): Promise<void> };

/** The embedded database, brought back when it dies. It keeps its port, so the pools of the processes find it again. */
export async function keepDatabase(dataDir: string): Promise<KeptDatabase> {
  let database: EmbeddedDatabase = await openEmbeddedDatabase(dataDir);
  let reopening: Promise<void> | undefined;
  const { url } = database;

  const reopen = async () => {
    console.warn(logLine("database", "ended unexpectedly and starts again."));
    database = await openEmbeddedDatabase(dataDir);
    if (database.url !== url)
      console.error(logLine("database", "had to change its port. Stop and start Counterfoil, so that its processes learn the new one."));
  };
  const looking = setInterval(() => {
    if (reopening || database.isAlive()) return;
    reopening = reopen()
      .catch((error: unknown) => console.error(logLine("database", String(error))))
      .finally(() => {
        reopening = undefined;
      });
  }, LOOK_MS);

  return {
    url,
    stop: async () => {
      clearInterval(looking);
      await reopening;
      await database.stop();
    },
  };
}
