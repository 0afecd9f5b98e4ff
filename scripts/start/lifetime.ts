import { whenNpmIsGone } from "./npm-ancestors";

type Undo = { readonly undo: () => void | Promise<void>; readonly atOnce?: () => void };

/** From a start to its stop: what was begun is undone in reverse, whenever and for whatever reason it ends. */
export type Lifetime = {
  /** Aborted as soon as the end begins. */
  readonly signal: AbortSignal;
  /** `atOnce` is for a second Ctrl+C, when somebody has no patience for `undo`. */
  onEnd(undo: () => void | Promise<void>, atOnce?: () => void): void;
  /** Waits, but no longer than until the end begins. */
  orEnd<T>(work: Promise<T>): Promise<T>;
  /** Waits for all; when one fails the end begins, and the others get to finish before its failure is passed on. */
  together(work: readonly Promise<unknown>[]): Promise<void>;
  /** Begins, stays until a signal says otherwise, and undoes. */
  live(begin: () => Promise<void>): Promise<void>;
};

const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export function newLifetime(): Lifetime {
  const ending = new AbortController();
  const undoing: Undo[] = [];
  const ended = new Promise<never>((_, reject) =>
    ending.signal.addEventListener("abort", () => reject(ending.signal.reason), { once: true }),
  );
  ended.catch(() => {});

  const onSignal = (signal: NodeJS.Signals) => {
    if (!ending.signal.aborted) return ending.abort(new StoppedByPerson(signal));
    for (const { atOnce } of undoing) atOnce?.();
    process.exit(1);
  };

  const undoAll = async () => {
    for (const { undo } of undoing.toReversed()) await undo();
  };

  return {
    signal: ending.signal,
    onEnd: (undo, atOnce) => undoing.push({ undo, atOnce }),
    orEnd: (work) => Promise.race([work, ended]),
    together: async (work) => {
      const watched = work.map((one) =>
        one.catch((error: unknown) => {
          ending.abort(error);
          throw error;
        }),
      );
      await Promise.allSettled(watched);
      await Promise.all(work);
    },
    live: async (begin) => {
      for (const signal of SIGNALS) process.on(signal, onSignal);
      const stopLooking = whenNpmIsGone(() => ending.abort(new StoppedByPerson("npm")));
      try {
        await begin();
        await ended;
      } catch (error) {
        if (!(ending.signal.reason instanceof StoppedByPerson)) throw error;
        console.info("Stopping ...");
      } finally {
        stopLooking();
        await undoAll();
        for (const signal of SIGNALS) process.off(signal, onSignal);
      }
    },
  };
}

class StoppedByPerson extends Error {}
