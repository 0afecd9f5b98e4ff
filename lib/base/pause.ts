// The one place where a deed waits for time to pass, as `clock.ts` is where it asks for it: a rehearsal lets the hours go by at once.

type Wait = (ms: number) => Promise<void>;

let rehearsed: Wait | null = null;

/** Milliseconds. */
export function pause(ms: number): Promise<void> {
  return rehearsed ? rehearsed(ms) : new Promise((resolve) => setTimeout(resolve, ms));
}

/** What the work answers, or null when that takes longer; then it goes on unwatched. In a rehearsal nothing takes time of the wall's. */
export async function within<T>(ms: number, work: Promise<T>): Promise<T | null> {
  if (rehearsed) return work;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, tooLong]);
  } finally {
    clearTimeout(timer);
  }
}

/** For rehearsals only: whoever waits does it here until the answer is called. */
export function replacePause(waiting: Wait): () => void {
  const before = rehearsed;
  rehearsed = waiting;
  return () => {
    rehearsed = before;
  };
}
