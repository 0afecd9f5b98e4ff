import path from "node:path";
import { db } from "@/lib/db/client";
import { prepareQueue } from "@/lib/queue/boss";
import { seedDemo } from "@/prisma/seed";
import { DEMO_MERCHANTS } from "@/prisma/seeds/people";
import { lockDataFolder } from "@/scripts/data-lock";
import { openEmbeddedDatabase } from "@/scripts/database/embedded-database";
import { migrate } from "@/scripts/database/migrate";
import { loadSecrets } from "@/scripts/start/secrets";
import { multiplyPayouts } from "./multiply-payouts";

export type Bench = { readonly url: string; readonly merchantId: string; readonly rows: number; close(): Promise<void> };

const DEMO_PAYOUTS = 5_000;
const PAYOUTS_PER_RECEIVER = 50;
const MOST_RECEIVERS = 20_000;

/**
 * The product's own database in a data folder for measuring, with at least so many payouts of the demo merchant. What was seeded
 * once is used again by the next run.
 */
export async function openBench({ dataDir, rows }: { dataDir: string; rows: number }): Promise<Bench> {
  const lock = lockDataFolder(dataDir, "npm run bench");
  const database = await openEmbeddedDatabase(dataDir);
  const { values: secrets } = loadSecrets(dataDir, {}, { mayMake: true });
  const origin = { NEXTAUTH_URL: "http://localhost:3000", SIMULATOR_PORT: "4010" };
  Object.assign(process.env, { ...secrets, ...origin, DATABASE_URL: database.url, DATA_DIR: dataDir, DEMO: "1" });
  await migrate(database.url, path.resolve(import.meta.dirname, "../prisma/migrations"));
  await prepareQueue(database.url);

  const { slug } = DEMO_MERCHANTS.demo;
  await seedDemo({ payouts: Math.min(rows, DEMO_PAYOUTS), receivers: Math.min(Math.ceil(rows / PAYOUTS_PER_RECEIVER), MOST_RECEIVERS) });
  const { id: merchantId } = await db().merchant.findUniqueOrThrow({ where: { slug }, select: { id: true } });
  const count = () => db().payout.count({ where: { merchantId } });
  const missing = rows - (await count());
  if (missing > 0) await multiplyPayouts({ databaseUrl: database.url, merchantId, count: missing });
  return {
    url: database.url,
    merchantId,
    rows: await count(),
    close: async () => {
      await db().$disconnect();
      await database.stop();
      lock.release();
    },
  };
}
