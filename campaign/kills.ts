import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Desk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { pollFor } from "@/scripts/poll-for";
import { comeToRest, moveClock, type Rest } from "./come-to-rest";
import { compareLedgers, type LedgerComparison } from "./compare-ledgers";
import { openPayees, PROVIDER_IDS } from "./sendable-payout";
import { packWorker, startWorker, type WorkerProcess } from "./worker-process";

// The real worker process, killed without warning again and again while it sends. The simulators' own ledgers are the witness.

export type KillCounts = LedgerComparison &
  Rest & {
    readonly kills: number;
    /** Kills that fell while somebody was waiting for a provider's answer. */
    readonly duringSending: number;
    /** Attempts of which nobody knew at first whether they had been paid. */
    readonly interrupted: number;
  };

/** Side by side, since starting one costs more than anything that it does here; the next ones start while these are at work. */
const AT_ONCE = 2;
const ANSWERS_AFTER_MS = 350;

export async function killWorkers({ runs, seed, desk }: { runs: number; seed: number; desk: Desk }): Promise<KillCounts> {
  const random = seededRandom(seed);
  const payees = await openPayees(desk);
  const secondPerson = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
  const payoutIds: string[] = [];
  const alive = new Set<WorkerProcess>();
  const program = await packWorker();
  const start = async () => {
    const worker = await startWorker(program.file);
    alive.add(worker);
    return worker;
  };
  const startSome = (count: number) => Promise.all(Array.from({ length: Math.max(0, Math.min(AT_ONCE, count)) }, start));
  // Answers that dawdle make it likelier that a kill falls between the first byte and the last.
  await inMood(desk, { mood: "slow", delayMs: ANSWERS_AFTER_MS, on: ["create"] });

  let kills = 0;
  let duringSending = 0;
  let next = startSome(runs);
  try {
    while (kills < runs) {
      const workers = await next;
      next = startSome(runs - kills - workers.length);
      for (const worker of workers) {
        const made = await Promise.all(providersOf(kills).map((provider) => payees.approve(provider, BigInt(1_000 + kills))));
        payoutIds.push(...made);
        // Every other kill waits until something is under way: on a busy machine a pause alone would often be too short.
        if (random() < 0.5) await pollFor(3_000, async () => ((await isUnderWayOrOver(made)) ? true : undefined));
        await pause(random() * ANSWERS_AFTER_MS);
        if ((await db().attempt.count({ where: { endedAt: null } })) > 0) duringSending += 1;
        await worker.kill();
        alive.delete(worker);
        kills += 1;
      }
    }
  } finally {
    await next.catch(() => []);
    await Promise.all([...alive].map((worker) => worker.kill()));
    program.remove();
  }

  await inMood(desk, { mood: "fine" });
  const clock = moveClock(desk);
  try {
    const rest = await comeToRest({ desk, clock, payoutIds, secondPerson });
    const interrupted = await db().attempt.count({ where: { payoutId: { in: payoutIds }, end: "unknown" } });
    return { ...(await compareLedgers(desk, payoutIds)), ...rest, kills, duringSending, interrupted };
  } finally {
    clock.giveBack();
  }
}

/** Two for each kill, all four in turn. */
const providersOf = (kill: number) => (kill % 2 === 0 ? PROVIDER_IDS.slice(0, 2) : PROVIDER_IDS.slice(2));

async function isUnderWayOrOver(payoutIds: readonly string[]): Promise<boolean> {
  const where = { id: { in: [...payoutIds] }, state: { in: ["approved", "held"] } };
  return (await db().payout.count({ where })) === 0;
}

async function inMood(desk: Desk, mood: object): Promise<void> {
  for (const provider of PROVIDER_IDS) await desk.control(`${provider}/mood`, mood);
}
