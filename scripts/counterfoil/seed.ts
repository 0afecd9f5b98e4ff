import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { seedDemo } from "@/prisma/seed";
import { seedManyPayouts } from "@/prisma/seeds/many-payouts";
import { DEMO_MERCHANTS } from "@/prisma/seeds/people";
import { Explained } from "../explained";
import { type Answer, type Call, type Command, needed, TEXT } from "./command";

export const seedCommand: Command = {
  name: "seed",
  does: "Makes any number of payouts for the demo merchant.",
  usage: "--payouts <number>",
  details: [
    "They are spread over the last 180 days and have all ended, so that no worker touches them. Each has its moves, decisions and",
    "attempts; the audit trail does not mention them, since nobody did anything. Where there is no demo yet, it is made first. A seed",
    "that is broken off leaves whole payouts; run it again for the rest.",
  ],
  options: { payouts: TEXT },
  run: seed,
};

const MOST = 50_000_000;
const DEMO_PAYOUTS = 5_000;

async function seed({ values, settings, say }: Call): Promise<Answer> {
  const payouts = countIn(needed(values, "payouts"));
  if (!settings.demo) {
    throw new Explained("This makes demo people with a published password. Say DEMO=1 if this database is for that.");
  }
  const live = await db().connection.findFirst({ where: { mode: "live" }, select: { name: true } });
  if (live) throw new Explained(`This database has a live connection (${live.name}): made-up payouts do not belong beside it.`);

  const startedMs = performance.now();
  const before = await countPayouts();
  await seedDemo({ payouts: Math.min(payouts, DEMO_PAYOUTS) });
  const made = (await countPayouts()) - before;
  const rest = Math.max(payouts - made, 0);
  const seconds = () => Math.round((performance.now() - startedMs) / 100) / 10;
  const onProgress = everyTenth(rest, (done) => say(`${format(made + done)} of ${format(payouts)} payouts after ${seconds()} s`));
  const { databaseUrl } = env();
  if (rest > 0) await seedManyPayouts({ databaseUrl, slug: DEMO_MERCHANTS.demo.slug, count: rest, now: new Date(), onProgress });
  return { text: `${format(made + rest)} payouts were made in ${seconds()} s.`, json: { payouts: made + rest, seconds: seconds() } };
}

function countPayouts(): Promise<number> {
  return db().payout.count({ where: { merchant: { slug: DEMO_MERCHANTS.demo.slug } } });
}

function countIn(typed: string): number {
  const count = Number(typed.replaceAll(/[_,]/g, ""));
  if (Number.isSafeInteger(count) && count > 0 && count <= MOST) return count;
  throw new Explained(`--payouts is a whole number from 1 to ${format(MOST)}.`);
}

function everyTenth(total: number, tell: (done: number) => void): (done: number) => void {
  let told = 0;
  return (done) => {
    if (done - told < total / 10 && done < total) return;
    told = done;
    tell(done);
  };
}

function format(count: number): string {
  return count.toLocaleString("en-GB");
}
