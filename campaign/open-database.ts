import { randomBytes } from "node:crypto";
import path from "node:path";
import { prepareQueue } from "@/lib/queue/boss";
import { migrate } from "@/scripts/database/migrate";
import { startThrowawayCluster } from "@/scripts/database/throwaway-cluster";

/** An empty database of its own for a campaign, migrated, and the environment that the product reads. Gone when `close` is called. */
export async function openDatabase(): Promise<{ close(): Promise<void> }> {
  const cluster = await startThrowawayCluster();
  const url = cluster.urlOf("campaign");
  await cluster.administer("CREATE DATABASE campaign OWNER counterfoil");
  await migrate(url, path.resolve(import.meta.dirname, "../prisma/migrations"));
  await prepareQueue(url);
  Object.assign(process.env, {
    DATABASE_URL: url,
    DEMO: "1",
    ENCRYPTION_KEYS: `campaign:${randomBytes(32).toString("base64")}`,
    BLIND_INDEX_KEY: randomBytes(32).toString("base64"),
    NEXTAUTH_SECRET: randomBytes(32).toString("base64"),
    NEXTAUTH_URL: "http://localhost:3000",
    SIMULATOR_PORT: "4010",
  });
  return { close: () => cluster.remove() };
}
