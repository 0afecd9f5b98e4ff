// The one place where time comes from. Everything that decides by time asks here, so that a rehearsal can run years in seconds
// and the same seed always meets the same moments.

let read: () => Date = () => new Date();

/** The moment, in UTC. What is stored, compared and scheduled uses this and never the machine's clock directly. */
export function currentTime(): Date {
  return read();
}

/** For rehearsals only: time comes from here until the answer is called. */
export function replaceClock(clock: () => Date): () => void {
  const before = read;
  read = clock;
  return () => {
    read = before;
  };
}
