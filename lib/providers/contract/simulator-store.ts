import type * as z from "zod";

/** One change of one row: collection, key and the row's new whole value; null takes the row away. */
export type Put = readonly [collection: string, key: string, value: unknown];

/**
 * Where a simulator's memory is kept: append-only, oldest first. What is appended in one synchronous stretch is kept or lost as one,
 * so a booking and its idempotency key cannot be torn apart by a kill.
 */
export interface Journal {
  replay(): Iterable<Put>;
  append(put: Put): void;
  /** Resolves when everything appended so far would survive a kill. Nothing may leave the simulator before that. */
  settled(): Promise<void>;
  /** Forgets all, except what is given. */
  restart(puts: readonly Put[]): Promise<void>;
}

export function memoryJournal(puts: Put[] = []): Journal {
  return {
    replay: () => puts,
    append: (put) => void puts.push(put),
    settled: async () => {},
    restart: async (kept) => void puts.splice(0, puts.length, ...kept),
  };
}

/** Rows of one kind, by key, in the order in which they were first put. Values are plain JSON and are replaced, never changed in place. */
export interface Collection<T> {
  readonly size: number;
  get(key: string): T | undefined;
  put(key: string, value: T): T;
  remove(key: string): void;
  values(): Iterable<T>;
}

export interface Store {
  /** Rows read back from the journal must fit the schema; one that does not is a broken promise and throws. */
  collection<T>(name: string, schema: z.ZodType<T>): Collection<T>;
  settled(): Promise<void>;
  /** Empties every collection but those named. */
  forget(keep: readonly string[]): Promise<void>;
}

export function createStore(journal: Journal): Store {
  const replayed = new Map<string, Map<string, unknown>>();
  for (const [name, key, value] of journal.replay()) {
    const rows = replayed.get(name) ?? new Map<string, unknown>();
    replayed.set(name, rows);
    if (value === null) rows.delete(key);
    else rows.set(key, value);
  }
  const opened = new Map<string, { rows: () => Iterable<readonly [string, unknown]>; clear: () => void }>();

  return {
    collection<T>(name: string, schema: z.ZodType<T>): Collection<T> {
      if (opened.has(name)) throw new Error(`The collection "${name}" is opened twice.`);
      const rows = new Map<string, T>();
      for (const [key, value] of replayed.get(name) ?? []) rows.set(key, schema.parse(value));
      replayed.delete(name);
      opened.set(name, { rows: () => rows.entries(), clear: () => rows.clear() });
      return {
        get size() {
          return rows.size;
        },
        get: (key) => rows.get(key),
        put(key, value) {
          rows.set(key, value);
          journal.append([name, key, value]);
          return value;
        },
        remove(key) {
          if (rows.delete(key)) journal.append([name, key, null]);
        },
        values: () => rows.values(),
      };
    },
    settled: () => journal.settled(),
    forget(keep) {
      const kept: Put[] = [];
      for (const [name, { rows, clear }] of opened) {
        if (keep.includes(name)) for (const [key, value] of rows()) kept.push([name, key, value]);
        else clear();
      }
      return journal.restart(kept);
    },
  };
}
