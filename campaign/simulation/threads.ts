import type { Wire, WireEnd, WireLimits } from "@/lib/providers/contract/http-wire";
import type { SimulatedReply } from "@/lib/providers/contract/simulator-spec";
import type { ExchangeRequest } from "@/lib/providers/contract/transport";

// Deeds of the process under test as threads that give way to each other in one place only: on the wire to a provider. No
// transaction is open there, so nobody waits for anybody's lock, and who goes on next is for the seed to say.

export type Ended = { readonly kind: "ended"; readonly value: unknown } | { readonly kind: "threw"; readonly error: unknown };

type Thread = { readonly name: string; readonly finished: Promise<Ended>; park: () => void; parked: Promise<void> };

/** One request on its way to a provider and its answer on the way back. */
export type Crossing = {
  readonly thread: Thread;
  readonly request: ExchangeRequest;
  readonly limits: WireLimits;
  readonly since: number;
  phase: "connecting" | "left" | "answered";
  reply: SimulatedReply | null;
  readonly land: (end: WireEnd) => void;
};

export type Threads = {
  readonly wire: Wire;
  /** In the order in which they began. */
  readonly crossings: readonly Crossing[];
  /** Runs until it ends or stands on the wire; null while it stands there. */
  start(name: string, deed: () => Promise<unknown>, whenEnded: (end: Ended) => void): Promise<void>;
  /** Gives a crossing its end, and runs its thread on. */
  land(crossing: Crossing, end: WireEnd): Promise<void>;
  /** The process is gone, with all that it was doing. What had left it is still on its way: the answer gives it. */
  die(): readonly ExchangeRequest[];
};

export function createThreads(now: () => number): Threads {
  let running: Thread | null = null;
  const crossings: Crossing[] = [];
  const watchers = new Map<Thread, (end: Ended) => void>();

  const untilItGivesWay = async (thread: Thread) => {
    const end = await Promise.race([thread.finished, thread.parked.then(() => null)]);
    running = null;
    if (end === null) return;
    watchers.get(thread)?.(end);
    watchers.delete(thread);
  };
  const rearm = (thread: Thread) => {
    thread.parked = new Promise((resolve) => {
      thread.park = resolve;
    });
  };

  return {
    crossings,
    wire: (request, limits) =>
      new Promise((land) => {
        const thread = running;
        if (!thread) throw new Error("An exchange began outside of every thread.");
        crossings.push({ thread, request, limits, since: now(), phase: "connecting", reply: null, land });
        thread.park();
      }),
    async start(name, deed, whenEnded) {
      if (running) throw new Error(`${name} began while ${running.name} was running.`);
      let begin: () => void = () => {};
      const gate = new Promise<void>((resolve) => {
        begin = resolve;
      });
      const finished = gate.then(deed).then(
        (value): Ended => ({ kind: "ended", value }),
        (error: unknown): Ended => ({ kind: "threw", error }),
      );
      const thread: Thread = { name, finished, park: () => {}, parked: Promise.resolve() };
      rearm(thread);
      watchers.set(thread, whenEnded);
      running = thread;
      begin();
      await untilItGivesWay(thread);
    },
    async land(crossing, end) {
      crossings.splice(crossings.indexOf(crossing), 1);
      rearm(crossing.thread);
      running = crossing.thread;
      crossing.land(end);
      await untilItGivesWay(crossing.thread);
    },
    die() {
      watchers.clear();
      return crossings.splice(0).flatMap(({ phase, request }) => (phase === "left" ? [request] : []));
    },
  };
}
