import { randomInt } from "node:crypto";
import pg from "pg";
import { randomText } from "@/lib/base/id";
import { DAY_MS } from "@/lib/base/time";
import { addPastPayout } from "./history";
import { loadWorld, withOldAccounts } from "./load-world";
import { diceOf } from "./random";
import { addReceivers } from "./receivers";
import { Rows } from "./rows";
import type { World } from "./world";

export type ManyPayouts = {
  readonly databaseUrl: string;
  readonly slug: string;
  readonly count: number;
  readonly now: Date;
  readonly days?: number;
  /** Told after each batch how many payouts are committed. */
  readonly onProgress?: (done: number) => void;
};

const BATCH = 2_000;
/** One lane makes rows while the other's are being written. */
const LANES = 2;
const PAYOUTS_PER_RECEIVER = 50;
const MOST_RECEIVERS = 20_000;

/**
 * Any number of payouts with their whole past, all of it final, so that no worker touches them. Each batch is a transaction of its
 * own: what is interrupted leaves whole payouts, and may be run again for the rest.
 */
export async function seedManyPayouts({ databaseUrl, slug, count, now, days = 180, onProgress }: ManyPayouts): Promise<void> {
  const clients = Array.from({ length: LANES }, () => new pg.Client({ connectionString: databaseUrl }));
  await Promise.all(clients.map((client) => client.connect()));
  try {
    const [first] = clients;
    if (!first) return;
    const run = randomText(4);
    const nowMs = now.getTime();
    const worldOf = (client: pg.Client, lane: number) =>
      loadWorld(client, { slug, nowMs, label: (made) => `ORD-${run}${lane}-${String(made).padStart(7, "0")}` });
    const world = await worldOf(first, 0);
    await addMoreReceivers(first, world, count);

    const from = new Date(nowMs - days * DAY_MS);
    const moments = world.calendar.moments({ count, from, to: now, dice: diceOf(randomInt(2 ** 32)) });
    let done = 0;
    const work = async (client: pg.Client, lane: number) => {
      const own = withOldAccounts(await worldOf(client, lane));
      const dice = diceOf(randomInt(2 ** 32));
      for (let batch = take(moments, BATCH); batch.length > 0; batch = take(moments, BATCH)) {
        const rows = new Rows();
        for (const createdMs of batch) addPastPayout(own, rows, { createdMs, dice, isLean: true });
        await inOneTransaction(client, () => rows.write(client));
        done += batch.length;
        onProgress?.(done);
      }
    };
    await Promise.all(clients.map(work));
    await first.query(TIDY_TEXT_INDEXES);
    await first.query("ANALYZE");
  } finally {
    await Promise.all(clients.map((client) => client.end()));
  }
}

async function addMoreReceivers(client: pg.Client, { merchantId, makers, accounts, nowMs }: World, payouts: number): Promise<void> {
  const [maker] = makers;
  const wanted = Math.min(Math.ceil(payouts / PAYOUTS_PER_RECEIVER), MOST_RECEIVERS);
  const missing = wanted - accounts.iban.length - accounts.sortCode.length;
  if (!maker || missing <= 0) return;
  const rows = new Rows();
  addReceivers(rows, { merchantId, count: missing, seed: randomInt(2 ** 32), maker, nowMs });
  await inOneTransaction(client, () => rows.write(client));
}

/**
 * A killed machine may forget the last batches of a seed; waiting for the disk after each would take longer than making them. The
 * text index takes new words in large portions, and is tidied at the end.
 */
const SETTINGS = ["synchronous_commit = off", "gin_pending_list_limit = '256MB'", "work_mem = '256MB'"];

const TIDY_TEXT_INDEXES = `SELECT gin_clean_pending_list(i."indexrelid") FROM "pg_index" i
  JOIN "pg_class" c ON c."oid" = i."indexrelid" JOIN "pg_am" a ON a."oid" = c."relam"
  WHERE i."indrelid" = '"payout"'::regclass AND a."amname" = 'gin'`;

async function inOneTransaction(client: pg.Client, work: () => Promise<void>): Promise<void> {
  await client.query("BEGIN");
  for (const setting of SETTINGS) await client.query(`SET LOCAL ${setting}`);
  await work();
  await client.query("COMMIT");
}

function take(moments: Generator<number>, count: number): number[] {
  const taken: number[] = [];
  while (taken.length < count) {
    const next = moments.next();
    if (next.done) break;
    taken.push(next.value);
  }
  return taken;
}
