import { setTimeout } from "node:timers/promises";

/** Asks again and again until there is an answer; undefined when the time is over. */
export async function pollFor<T>(timeoutMs: number, ask: () => T | undefined | Promise<T | undefined>): Promise<T | undefined> {
  const deadline = performance.now() + timeoutMs;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined || performance.now() > deadline) return answer;
    await setTimeout(POLL_MS);
  }
}

const POLL_MS = 15;
