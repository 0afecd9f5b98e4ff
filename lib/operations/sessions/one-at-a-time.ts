/**
 * Runs work of the same name one after the other in this process. With `limit` already waiting it answers null instead of joining
 * the queue. Other processes have queues of their own: what must hold between them is the database's matter.
 */
export async function oneAtATime<T>(name: string, limit: number, work: () => Promise<T>): Promise<T | null> {
  const line = lines.get(name) ?? { waiting: 0, last: Promise.resolve() };
  if (line.waiting >= limit) return null;
  lines.set(name, line);
  line.waiting += 1;
  const mine = line.last.then(work);
  line.last = mine.then(ignore, ignore);
  try {
    return await mine;
  } finally {
    line.waiting -= 1;
    if (line.waiting === 0) lines.delete(name);
  }
}

type Line = { waiting: number; last: Promise<void> };
const lines = new Map<string, Line>();

function ignore(): void {}
