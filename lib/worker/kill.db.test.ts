import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as pause } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { approvePayout } from "@/lib/operations/approvals/approve-payout";
import { shownHashOf } from "@/lib/operations/approvals/decide";
import { asLocked } from "@/lib/operations/payouts/lock-payout";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { type Desk, startDesk } from "@/lib/testing/desk";

// The real worker process, killed without warning again and again while it sends. The simulators' own ledgers are the witness.

const KILLS = 24;
const PAYOUTS_PER_ROUND = 3;

let desk: Desk;
let worker: ChildProcess | null = null;
beforeAll(async () => {
  desk = await startDesk();
});
afterAll(async () => {
  worker?.kill("SIGKILL");
  await desk.stop();
});

function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ["--import", "tsx", "lib/worker/main.ts"], {
    env: process.env,
    stdio: ["ignore", "pipe", "inherit"],
  });
  return new Promise((resolve, reject) => {
    child.once("exit", (code) => reject(new Error(`The worker ended with ${code} before it was ready.`)));
    child.stdout?.on("data", (bytes: Buffer) => bytes.includes("worker ready") && resolve(child));
  });
}

async function approvedPayout(round: number): Promise<string> {
  const provider = round % 2 === 0 ? desk.ivy : desk.truelayer;
  const made = await submitPayout(desk.maker, {
    connection: provider.id,
    amountMinor: BigInt(1_000 + round),
    currency: "EUR",
    to: { type: "inline", name: "Anna Schmidt", account: { kind: "iban", iban: "DE89370400440532013000" } },
    reference: `Round ${round}`,
    source: "screen",
  });
  if (!made.ok) throw new Error(made.error.sentence);
  const row = asLocked(await db().payout.findUniqueOrThrow({ where: { id: made.value.payoutId } }));
  const decided = await approvePayout(desk.checker, { payoutId: row.id, shownHash: shownHashOf(row) });
  if (!decided.ok) throw new Error(decided.error.sentence);
  return row.id;
}

test(`a worker killed ${KILLS} times at random moments pays every payout once and forgets none`, async () => {
  const ids: string[] = [];
  // Answers that dawdle make it likelier that a kill falls between the first byte and the last.
  for (const provider of ["ivy", "truelayer"]) await desk.control(`${provider}/mood`, { mood: "slow", delayMs: 450, on: ["create"] });
  for (let round = 0; round < KILLS; round += 1) {
    worker = await startWorker();
    const made = await Promise.all(Array.from({ length: PAYOUTS_PER_ROUND }, () => approvedPayout(round)));
    ids.push(...made);
    // On a busy machine a fresh worker may need longer than any pause: every other kill waits until something is on its way.
    const isOnItsWay = () => db().attempt.count({ where: { payoutId: { in: made } } });
    if (round % 2 === 1) await expect.poll(isOnItsWay, { timeout: 60_000, interval: 20 }).toBeGreaterThan(0);
    await pause(Math.random() * (round % 2 === 1 ? 400 : 600));
    worker.kill("SIGKILL");
    await once(worker, "exit");
  }

  for (const provider of ["ivy", "truelayer"]) await desk.control(`${provider}/mood`, { mood: "fine" });
  worker = await startWorker();
  const unsettled = () =>
    db().payout.findMany({ where: { id: { in: ids }, state: { not: "settled" } }, select: { number: true, state: true } });
  await expect.poll(unsettled, { timeout: 150_000, interval: 1_000 }).toEqual([]);

  const keys = (await db().payout.findMany({ where: { id: { in: ids } } })).map((payout) => payout.dispatchKey);
  const booked = [...(await desk.ledger("ivy")), ...(await desk.ledger("truelayer"))];
  expect(keys).toHaveLength(KILLS * PAYOUTS_PER_ROUND);
  expect(booked.map((row) => row.idempotencyKey).sort()).toEqual(keys.sort());
  const interrupted = await db().attempt.count({ where: { payoutId: { in: ids }, end: "unknown" } });
  console.info(`${KILLS} kills, ${ids.length} payouts, ${interrupted} interrupted while sending, ${booked.length} booked`);
  expect(interrupted).toBeGreaterThan(0);
}, 300_000);
