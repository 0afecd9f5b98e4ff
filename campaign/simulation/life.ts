import { CRASH_POINTS, type CrashPoint, ProcessDied, rehearseCrashes } from "@/lib/base/crash-point";
import { HOUR_MS, MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { replaceWire } from "@/lib/operations/connections/open-connection";
import { createCarrier } from "./carrier";
import { createDeeds } from "./deeds";
import type { Records } from "./desk";
import { isAtRest, type Problem } from "./judge";
import type { Ended, Threads } from "./threads";
import type { World } from "./world";

// What happens next, and what goes wrong with it: first as the seed will have it, then with everything well again until all is at rest.

export type Stage = {
  readonly world: World;
  readonly records: Records;
  readonly threads: Threads;
  readonly random: () => number;
  readonly clock: { now: number };
};

export type Lived = {
  readonly steps: readonly string[];
  /** Submission keys of what people asked for and were not refused. */
  readonly pressed: readonly string[];
  readonly faults: ReadonlyMap<string, number>;
  readonly problems: readonly Problem[];
};

/** One thing that may happen now; the heavier, the likelier. */
export type Chance = { readonly weight: number; readonly name: string; readonly act: () => Promise<void> };

export type Ledger = {
  met(fault: string): void;
  step(line: string): void;
  problem(problem: Problem): void;
  /** Runs a deed as a thread of the process, which may die in it. */
  run(name: string, deed: () => Promise<unknown>, whenEnded?: (end: Ended) => void): Promise<void>;
};

const LONGEST_CALM = 90;
const STRIDES_MS = [SECOND_MS, 4 * SECOND_MS, 20 * SECOND_MS, 2 * MINUTE_MS, 20 * MINUTE_MS];

export async function live(stage: Stage): Promise<Lived> {
  const { world, records, threads, random, clock } = stage;
  const steps: string[] = [];
  const problems: Problem[] = [];
  const faults = new Map<string, number>();
  const met = (fault: string) => void faults.set(fault, (faults.get(fault) ?? 0) + 1);

  /** At which point the process dies next: the so-manieth that it comes to, or one by name. */
  let deathAt: number | CrashPoint | null = null;
  let diedAt: CrashPoint | null = null;
  const rehearsal = rehearseCrashes((point) => {
    if (typeof deathAt === "number") deathAt -= 1;
    if (deathAt !== 0 && deathAt !== point) return false;
    deathAt = null;
    diedAt = point;
    return true;
  });

  const restartIfDead = () => {
    records.hasChanged();
    if (diedAt === null) return;
    met(`crash:${diedAt}`);
    steps.push(`died at ${diedAt}`);
    diedAt = null;
    carrier.processDied(threads.die());
    rehearsal.restart();
    replaceWire(threads.wire);
  };
  const ledger: Ledger = {
    met,
    step: (line) => void steps.push(line),
    problem: (problem) => void problems.push(problem),
    async run(name, deed, whenEnded = () => {}) {
      records.hasChanged();
      await threads.start(name, deed, (end) => {
        if (end.kind === "threw" && !(end.error instanceof ProcessDied) && diedAt === null) {
          problems.push({ kind: "stumbled", what: `${name}: ${end.error instanceof Error ? end.error.message : "no error"}` });
        }
        steps.push(`${name} ${end.kind === "ended" ? wordOf(end.value) : "threw"}`);
        whenEnded(end);
      });
      restartIfDead();
    },
  };
  const carrier = createCarrier(stage, ledger, restartIfDead);
  const deeds = createDeeds(stage, ledger);

  const passTime = async (ms: number) => {
    clock.now += ms;
    await world.core.work();
    await aMoment();
    await carrier.endOverdue();
  };

  const chances = async (): Promise<readonly Chance[]> => [
    ...(await deeds.chances()),
    ...carrier.chances(),
    ...STRIDES_MS.map((ms) => ({ weight: 1.6 * (SECOND_MS / ms) ** 0.2, name: `${ms} ms pass`, act: () => passTime(ms) })),
    {
      weight: 1.2,
      name: "arm",
      act: async () => {
        const place = Math.floor(random() * CRASH_POINTS.length);
        deathAt = random() < 0.3 ? 1 + Math.floor(place / 2) : (CRASH_POINTS[place] ?? null);
      },
    },
  ];

  const length = 16 + Math.floor(random() * 28);
  for (let step = 0; step < length; step += 1) {
    const { name, act } = drawn(await chances(), random);
    steps.push(name);
    await act();
    await aMoment();
  }

  deathAt = null;
  steps.push("calm");
  await deeds.calm();
  for (let round = 0; round < LONGEST_CALM; round += 1) {
    await carrier.bringAll();
    await deeds.finishAll();
    await carrier.bringAll();
    const { payouts, jobs, payoutAt, enrolmentAt, openAttemptAt } = await records.snapshot();
    const isQuiet = openAttemptAt === null && threads.crossings.length === 0 && world.posts.length === 0 && jobs.length === 0;
    const dueAt = [world.core.nextDueAt(), payoutAt, enrolmentAt].flatMap((at) => (at === null ? [] : [at.getTime()]));
    if (isQuiet && deeds.isAllAskedFor() && payouts.every(isAtRest) && world.core.nextDueAt() === null) break;
    const next = dueAt.length === 0 ? clock.now + MINUTE_MS : Math.min(...dueAt);
    await passTime(Math.min(Math.max(next - clock.now + 1, SECOND_MS), HOUR_MS));
  }
  rehearsal.end();
  for (const { amountMinor, state, contradiction } of (await records.snapshot()).payouts) {
    steps.push(`${amountMinor} ${state}${contradiction === null ? "" : " contradicted"}`);
  }
  return { steps, problems, faults, pressed: deeds.pressed() };
}

function drawn(chances: readonly Chance[], random: () => number): Chance {
  const total = chances.reduce((sum, { weight }) => sum + weight, 0);
  let left = random() * total;
  for (const chance of chances) {
    left -= chance.weight;
    if (left <= 0) return chance;
  }
  throw new Error("There is nothing that may happen.");
}

/** What a deed answered, without anything that differs from run to run. */
function wordOf(value: unknown): string {
  if (typeof value === "string") return value;
  if (typeof value !== "object" || value === null) return "";
  if ("kind" in value && typeof value.kind === "string") return value.kind;
  if ("ok" in value) return value.ok === true ? "ok" : "error" in value ? codeOf(value.error) : "";
  return "";
}

function codeOf(error: unknown): string {
  return typeof error === "object" && error !== null && "code" in error && typeof error.code === "string" ? error.code : "denied";
}

/** Lets what was answered be read: promises that wait for nothing but each other. */
function aMoment(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
