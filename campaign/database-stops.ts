import { setTimeout as pause } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Desk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { pollFor } from "@/scripts/poll-for";
import { comeToRest, moveClock, type Rest } from "./come-to-rest";
import { compareLedgers, type LedgerComparison } from "./compare-ledgers";
import type { HardDatabase } from "./hard-database";
import { openPayees, PROVIDER_IDS } from "./sendable-payout";
import { packWorker, startWorker } from "./worker-process";

// PostgreSQL stopped hard while payouts are being sent: what was promised before the first byte left is still there afterwards.

export type StopCounts = LedgerComparison &
  Rest & {
    readonly stops: number;
    /** Stops that fell while somebody was waiting for a provider's answer. */
    readonly duringSending: number;
    readonly interrupted: number;
    /** Workers that did not outlive a stop and had to be started again, as `npm start` does. */
    readonly restarted: number;
  };

const ANSWERS_AFTER_MS = 300;
type Wish = { readonly runs: number; readonly seed: number; readonly desk: Desk; readonly database: HardDatabase };

export async function stopDatabase({ runs, seed, desk, database }: Wish): Promise<StopCounts> {
  const random = seededRandom(seed);
  const payees = await openPayees(desk);
  const secondPerson = actorOf(await aPerson(db(), { merchant: desk.merchant, role: "admin" }), desk.merchant);
  // The providers' news has its own proofs; here it would only knock at a door whose database is away.
  for (const provider of PROVIDER_IDS) {
    await desk.control(`${provider}/mood`, { mood: ["webhooksLost", "slow"], delayMs: ANSWERS_AFTER_MS, on: ["create"] });
  }
  const program = await packWorker();
  const payoutIds: string[] = [];
  let worker = await startWorker(program.file);
  let duringSending = 0;
  let restarted = 0;
  try {
    for (let stop = 0; stop < runs; stop += 1) {
      const made = await Promise.all(PROVIDER_IDS.map((provider) => payees.approve(provider, BigInt(1_000 + stop))));
      payoutIds.push(...made);
      const underWay = { payoutId: { in: made }, endedAt: null };
      const began = await pollFor(30_000, async () => ((await db().attempt.count({ where: underWay })) > 0 ? true : undefined));
      if (began) duringSending += 1;
      await pause(random() * ANSWERS_AFTER_MS);
      await database.stopHard(random() < 0.5 ? "SIGKILL" : "SIGQUIT");
      // Answers come in while nobody can write them down.
      await pause(random() * 2 * ANSWERS_AFTER_MS);
      await database.startAgain();
      if (!worker.hasEnded()) continue;
      restarted += 1;
      worker = await startWorker(program.file);
    }
  } finally {
    await worker.kill();
    program.remove();
  }

  for (const provider of PROVIDER_IDS) await desk.control(`${provider}/mood`, { mood: "fine" });
  const clock = moveClock(desk);
  try {
    const rest = await comeToRest({ desk, clock, payoutIds, secondPerson });
    const interrupted = await db().attempt.count({ where: { payoutId: { in: payoutIds }, end: "unknown" } });
    return { ...(await compareLedgers(desk, payoutIds)), ...rest, stops: runs, duringSending, interrupted, restarted };
  } finally {
    clock.giveBack();
  }
}
