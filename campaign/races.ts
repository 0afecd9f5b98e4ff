import { setImmediate } from "node:timers/promises";
import { db } from "@/lib/db/client";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Desk } from "@/lib/testing/desk";
import { actorOf, aPerson } from "@/lib/testing/factories";
import { type Crowd, RACES } from "./race-kinds";

// Two people, two tabs or a person and the worker want two things at the same moment. PostgreSQL decides, and one thing happens.

export type RaceCounts = {
  readonly rounds: number;
  /** How often each side of each race was the one that happened. */
  readonly winners: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** From here on nothing may be counted: a round in which nothing, too much, or something half happened. */
  readonly wrong: readonly string[];
  /** Payouts that the provider booked more or less often than the desk says. */
  readonly bookedWrongly: readonly string[];
};

const AT_ONCE = 3;

export async function runRaces({ runs, seed, desk }: { runs: number; seed: number; desk: Desk }): Promise<RaceCounts> {
  const random = seededRandom(seed);
  const crowd: Crowd = { desk, checkers: await checkersOf(desk), together: (deeds) => together(deeds, random) };
  const names = Object.keys(RACES);
  const winners: Record<string, Record<string, number>> = {};
  const wrong: string[] = [];
  const round = async (number: number) => {
    const name = names[number % names.length] ?? "";
    try {
      const winner = (await RACES[name]?.(crowd)) ?? "nobody";
      const wins = winners[name] ?? {};
      winners[name] = { ...wins, [winner]: (wins[winner] ?? 0) + 1 };
    } catch (error) {
      wrong.push(`${name}, round ${number}: ${String(error).trim().split("\n").at(-1)}`);
    }
  };
  for (let begun = 0; begun < runs; begun += AT_ONCE) {
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, runs - begun) }, (_, place) => round(begun + place)));
  }
  return { rounds: runs, winners, wrong, bookedWrongly: await compareLedger(desk) };
}

/** All at once, in an order and with gaps of a few turns of the event loop that the seed draws; the database does the rest. */
async function together<T>(deeds: readonly (() => Promise<T>)[], random: () => number): Promise<readonly T[]> {
  const gaps = deeds.map(() => Math.floor(random() * 8));
  return Promise.all(
    deeds.map(async (deed, place) => {
      for (let turn = 0; turn < (gaps[place] ?? 0); turn += 1) await setImmediate();
      return deed();
    }),
  );
}

async function checkersOf({ merchant }: Desk) {
  const checker = async () => actorOf(await aPerson(db(), { merchant, role: "checker" }), merchant);
  return [await checker(), await checker(), await checker()] as const;
}

/** The provider's own ledger beside what the desk says that it has sent. */
async function compareLedger(desk: Desk): Promise<readonly string[]> {
  const booked = (await desk.ledger("ivy")).map(({ idempotencyKey }) => idempotencyKey ?? "");
  const rows = await db().payout.findMany({
    where: { connectionId: desk.ivy.id },
    select: { dispatchKey: true, state: true, attempts: true },
  });
  return rows.flatMap(({ dispatchKey, state, attempts }) => {
    const times = booked.filter((key) => key === dispatchKey).length;
    const expected = attempts > 0 ? 1 : 0;
    return times === expected ? [] : [`${state} with ${attempts} attempts, booked ${times} times`];
  });
}
