import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { env } from "@/lib/env";
import { pollFor } from "@/scripts/poll-for";
import { seedDemo } from "./seed";
import { brokenPromises } from "./seeds/broken-promises";
import { ENROLLABLE_COUNT } from "./seeds/enrollable-receivers";

const PATIENCE_MS = 60_000;
const watcher = new pg.Client({ connectionString: env().databaseUrl });

beforeAll(() => watcher.connect());
afterAll(async () => {
  await watcher.end();
  await db().$disconnect();
});

test("a seed that is killed anywhere is finished by the next one, with nothing twice", async () => {
  for (const moment of [`SELECT FROM "person"`, `SELECT FROM "connection"`, `SELECT FROM "api_key"`, COPYING]) await killAt(moment);
  await seedDemo();

  expect(await db().payout.count({ where: { merchant: { slug: "demo" } } })).toBe(5_000);
  expect(await db().receiver.count({ where: { merchant: { slug: "demo" } } })).toBe(400 + ENROLLABLE_COUNT);
  expect(await db().person.count()).toBe(9);
  expect(await brokenPromises()).toEqual([]);
}, 240_000);

/** In the middle of the history's one transaction. */
const COPYING = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND query LIKE 'COPY "state_transition"%' AND state = 'active'`;

/** Starts a seed in a process of its own and kills it as soon as the question has an answer. */
async function killAt(question: string): Promise<void> {
  const child = startSeed();
  const ended = new Promise((resolve) => child.once("exit", resolve));
  const reached = await pollFor(PATIENCE_MS, async () => {
    const { rowCount } = await watcher.query(question);
    return (rowCount ?? 0) > 0 || child.exitCode !== null ? true : undefined;
  });
  child.kill("SIGKILL");
  await ended;
  expect(reached).toBe(true);
  await pollFor(PATIENCE_MS, async () => {
    const { rowCount } = await watcher.query(OTHERS);
    return rowCount === 0 ? true : undefined;
  });
}

/** The killed seed's own connection, until the server has noticed and taken its work back. */
const OTHERS = `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND query LIKE 'COPY %'`;

function startSeed(): ChildProcess {
  const seed = path.resolve(import.meta.dirname, "../scripts/start/seed-demo.ts");
  return spawn(process.execPath, ["--import", "tsx", seed], { stdio: "ignore" });
}
