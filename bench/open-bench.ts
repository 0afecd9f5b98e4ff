import path from "node:path";
import { db } from "@/lib/db/client";
import { prepareQueue } from "@/lib/queue/boss";
import { seedDemo } from "@/prisma/seed";
import { seedManyPayouts } from "@/prisma/seeds/many-payouts";
import { DEMO_MERCHANTS } from "@/prisma/seeds/people";
import { lockDataFolder } from "@/scripts/data-lock";
import { openEmbeddedDatabase } from "@/scripts/database/embedded-database";
import { migrate } from "@/scripts/database/migrate";
import { loadSecrets } from "@/scripts/start/secrets";

export type Bench = { readonly url: string; readonly merchantId: string; readonly rows: number; close(): Promise<void> };

const DEMO_PAYOUTS = 5_000;

/**
 * The product's own database in a data folder for measuring, with at least so many payouts of the demo merchant: each with its moves,
 * decisions, receiver and account. What was seeded once is used again by the next run.
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
  await seedDemo({ payouts: Math.min(rows, DEMO_PAYOUTS) });
  const count = () => db().payout.count({ where: { merchant: { slug } } });
  const missing = rows - (await count());
  if (missing > 0) {
    const onProgress = everyTenth(missing, (done) => console.info(`seeded ${done.toLocaleString("en-GB")}`));
    await seedManyPayouts({ databaseUrl: database.url, slug, count: missing, now: new Date(), onProgress });
    // What the indexes have not sorted in yet makes them look dear, until some autovacuum comes along.
    await db().$executeRaw`VACUUM (ANALYZE) "payout"`;
    await db().$executeRaw`VACUUM (ANALYZE) "payee_name"`;
  }
  const { id: merchantId } = await db().merchant.findUniqueOrThrow({ where: { slug }, select: { id: true } });
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

function everyTenth(total: number, tell: (done: number) => void): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < total / 10 && done < total) return;
    told = done;
    tell(done);
  };
}
