// The one place where a deed waits for time to pass, as `clock.ts` is where it asks for it: a rehearsal lets the hours go by at once.

let wait: (ms: number) => Promise<void> = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

/** Milliseconds. */
export function pause(ms: number): Promise<void> {
  return wait(ms);
}

/** For rehearsals only: whoever waits does it here until the answer is called. */
export function replacePause(waiting: (ms: number) => Promise<void>): () => void {
  const before = wait;
  wait = waiting;
  return () => {
    wait = before;
  };
}
