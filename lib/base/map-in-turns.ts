const TURN = 50;

/** `map` for thousands of items: now and then whatever else the process has to do gets its turn. */
export async function mapInTurns<T, R>(items: readonly T[], work: (item: T) => R): Promise<R[]> {
  const done: R[] = [];
  for (const item of items) {
    done.push(work(item));
    if (done.length % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
  return done;
}
