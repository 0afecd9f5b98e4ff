import path from "node:path";
import * as z from "zod";
import { addMs } from "@/lib/base/time";
import { seededRandom } from "@/lib/providers/contract/simulator-random";
import type { Pace, ProviderSimulator, SendWebhook, SimulatorCore } from "@/lib/providers/contract/simulator-spec";
import { createStore } from "@/lib/providers/contract/simulator-store";
import { createSimulatedClock, type SimulatedClock } from "./clock";
import { type FileJournal, openFileJournal } from "./file-journal";

const WATCH_EVERY_MS = 25;

/** All simulators on one clock: what is due happens as time passes, or at once when the clock is advanced. */
export type Stage = {
  readonly cores: ReadonlyMap<string, SimulatorCore>;
  readonly clock: SimulatedClock;
  /** Which provider serves a first path segment. */
  coreOf(prefix: string): SimulatorCore | null;
  /** Every move and delivery up to then happens, each at its own moment, in order. */
  advance(ms: number): Promise<void>;
  forget(): Promise<void>;
  stop(): Promise<void>;
};

export async function openStage(options: {
  readonly providers: Readonly<Record<string, ProviderSimulator>>;
  readonly folder: string;
  readonly wallNow: () => Date;
  readonly random: () => number;
  readonly sendWebhook: SendWebhook;
  readonly origin: () => string;
  readonly pace?: Pace;
}): Promise<Stage> {
  const journals: FileJournal[] = [];
  const journalOf = async (name: string) => {
    const journal = await openFileJournal(path.join(options.folder, `${name}.jsonl`));
    journals.push(journal);
    return journal;
  };

  const clockStore = createStore(await journalOf("clock"));
  const kept = clockStore.collection("ahead", z.number());
  const clock = createSimulatedClock(options.wallNow, kept.get("ms") ?? 0);

  const cores = new Map<string, SimulatorCore>();
  const byPrefix = new Map<string, SimulatorCore>();
  for (const [id, simulator] of Object.entries(options.providers)) {
    const { random, sendWebhook, origin, pace } = options;
    const { now, wallNow } = clock;
    const core = simulator.start({
      now,
      wallNow,
      random: seededRandom(Math.floor(random() * 2 ** 32)),
      sendWebhook,
      origin,
      pace,
      journal: await journalOf(id),
    });
    cores.set(id, core);
    for (const prefix of simulator.prefixes) {
      if (byPrefix.has(prefix)) throw new Error(`Two simulators want to serve /${prefix}.`);
      byPrefix.set(prefix, core);
    }
  }

  const nextDue = () => {
    const dues = [...cores.values()].map((core) => core.nextDueAt()).filter((due) => due !== null);
    return dues.length === 0 ? null : Math.min(...dues.map((due) => due.getTime()));
  };
  const workAll = async () => {
    for (const core of cores.values()) await core.work();
  };

  let busy = false;
  const watch = setInterval(async () => {
    const due = nextDue();
    if (busy || due === null || due > clock.now().getTime()) return;
    busy = true;
    await workAll().finally(() => {
      busy = false;
    });
  }, WATCH_EVERY_MS);

  return {
    cores,
    clock,
    coreOf: (prefix) => byPrefix.get(prefix) ?? null,
    async advance(ms) {
      const target = addMs(clock.now(), ms);
      for (let due = nextDue(); due !== null && due <= target.getTime(); due = nextDue()) {
        clock.jumpTo(new Date(due));
        await workAll();
        for (const core of cores.values()) await core.idle();
      }
      clock.jumpTo(target);
      for (const core of cores.values()) await core.idle();
      kept.put("ms", clock.aheadMs());
      await clockStore.settled();
    },
    async forget() {
      for (const core of cores.values()) await core.forget();
      clock.reset();
      await clockStore.forget([]);
    },
    async stop() {
      clearInterval(watch);
      for (const core of cores.values()) await core.idle();
      for (const journal of journals) await journal.close();
    },
  };
}
