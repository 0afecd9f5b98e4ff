import pg from "pg";
import { currentTime } from "@/lib/base/clock";
import { addMs, DAY_MS } from "@/lib/base/time";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { ensureAccess } from "./seeds/access";
import { addApiRequests } from "./seeds/api-requests";
import { REMEMBERED_MS } from "./seeds/book-past";
import { ensureConnections, namesOfDisabled } from "./seeds/connections";
import { addDemoBatch } from "./seeds/demo-batch";
import { addDemoCase } from "./seeds/demo-case";
import { addDemoEndpoint } from "./seeds/demo-endpoint";
import { ensureDemoPolicy } from "./seeds/demo-policy";
import { addDemoSchedules } from "./seeds/demo-schedules";
import { addEnrollableReceivers } from "./seeds/enrollable-receivers";
import { addPastPayout } from "./seeds/history";
import { addLivePayouts, LIVE_COUNT } from "./seeds/live";
import { loadWorld, withOldAccounts } from "./seeds/load-world";
import { addReadySources, historicLabel } from "./seeds/paid-in";
import { DEMO_MERCHANTS, type DemoMerchant, ensureMerchant } from "./seeds/people";
import { diceOf } from "./seeds/random";
import { addReceivers } from "./seeds/receivers";
import { Rows } from "./seeds/rows";

export { registerWithSimulators } from "./seeds/register-with-simulators";

const HISTORY_MS = 180 * DAY_MS;
const OTHER_PAYOUTS = 60;

export type SeedDemo = { readonly now?: Date; readonly payouts?: number; readonly receivers?: number };

/**
 * The demo merchants with their people, connections, receivers and a past of half a year. Each step makes only what is missing, and
 * a merchant's past is written in one transaction, so this may be interrupted anywhere and run again; two at once wait for each
 * other. The make-believe providers are told at every start: `registerWithSimulators`.
 */
export async function seedDemo({ now = currentTime(), payouts = 5_000, receivers = 400 }: SeedDemo = {}): Promise<void> {
  const client = new pg.Client({ connectionString: env().databaseUrl });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [SEED_LOCK]);
    await refuseBesideLive();
    await seedMerchant(client, DEMO_MERCHANTS.demo, { now, payouts, receivers, isMain: true });
    await seedMerchant(client, DEMO_MERCHANTS.other, { now, payouts: Math.min(OTHER_PAYOUTS, payouts), receivers: 12, isMain: false });
  } finally {
    await client.end();
  }
}

/** Held by the session, so a killed seed lets go of it. */
const SEED_LOCK = 72_707_370;

/** People whose password is published must not stand next to a connection that moves real money. */
async function refuseBesideLive(): Promise<void> {
  const live = await db().connection.findFirst({ where: { mode: "live" }, select: { name: true } });
  if (live) throw new Error(`This database has a live connection (${live.name}): the demo does not belong here.`);
}

type Size = { readonly now: Date; readonly payouts: number; readonly receivers: number; readonly isMain: boolean };

async function seedMerchant(client: pg.Client, merchant: DemoMerchant, size: Size): Promise<void> {
  const { id: merchantId } = await ensureMerchant(merchant);
  await ensureApiKey(merchantId);
  await ensureConnections({ merchantId, withDisabled: size.isMain });
  if (size.isMain) await ensureDemoPolicy(merchantId);
  if ((await db().receiver.count({ where: { merchantId } })) === 0) {
    await client.query("BEGIN");
    await writePast(client, merchant, size);
    await client.query("COMMIT");
    await client.query("ANALYZE");
  }
  await addApiRequests({ merchantId, now: size.now });
  if (size.isMain) {
    await addEnrollableReceivers(merchantId);
    await ensureAccess(merchantId);
    await addDemoBatch(merchantId);
    await addDemoSchedules(merchantId);
    await addDemoCase(merchantId);
    await addDemoEndpoint({ merchantId, now: size.now });
  }
}

/** The maker of what the shop's own system paid. Its text is thrown away: nobody can use this key. */
async function ensureApiKey(merchantId: string): Promise<void> {
  if ((await db().apiKey.count({ where: { merchantId } })) > 0) return;
  const actor = { kind: "system", name: "Counterfoil demo", merchantId } as const;
  const created = await createApiKey(actor, { merchantId, name: "Shop back end", scopes: ["payouts:write", "payouts:read"] });
  if (!created.ok) throw new Error(`The demo's API key could not be made: ${created.error.sentence}`);
}

async function writePast(client: pg.Client, { slug }: DemoMerchant, { now, payouts, receivers, isMain }: Size): Promise<void> {
  const nowMs = now.getTime();
  const dice = diceOf(isMain ? 20_260_401 : 20_260_402);
  const label = isMain ? historicLabel : (count: number) => `OTH-${1_001 + count}`;
  const empty = await loadWorld(client, { slug, nowMs, label });
  const [maker] = empty.makers;
  if (!maker) throw new Error(`The merchant "${slug}" has no maker.`);
  const people = new Rows();
  addReceivers(people, { merchantId: empty.merchantId, count: receivers, seed: isMain ? 7_100 : 7_200, maker, nowMs });
  await people.write(client);

  const world = await loadWorld(client, { slug, nowMs, label });
  const rows = new Rows();
  const live = isMain ? LIVE_COUNT : 0;
  const moments = world.calendar.moments({ count: Math.max(payouts - live, 0), from: new Date(nowMs - HISTORY_MS), to: now, dice });
  const old = withOldAccounts(world);
  for (const createdMs of moments) addPastPayout(old, rows, { createdMs, dice });
  if (isMain) {
    addLivePayouts(world, rows, dice);
    addReadySources(world, rows, dice);
  }
  await rows.write(client);
  // Desk and provider are held against each other from the day an account was connected on, and these providers remember no further back.
  const connectedAt = addMs(now, -REMEMBERED_MS).toISOString();
  await client.query(`UPDATE "connection" SET "createdAt" = $2 WHERE "merchantId" = $1`, [world.merchantId, connectedAt]);
  await client.query(`UPDATE "connection" SET "state" = 'disabled' WHERE "merchantId" = $1 AND "name" = ANY ($2)`, [
    world.merchantId,
    namesOfDisabled(),
  ]);
}
