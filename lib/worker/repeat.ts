import { setTimeout as sleep } from "node:timers/promises";
import { log } from "./log";

/** Runs a deed again and again with a pause between, never two at once, until the signal; a failure is logged and does not end it. */
export async function repeat(name: string, everyMs: number, deed: () => Promise<unknown>, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    try {
      await deed();
    } catch (error) {
      log.error({ deed: name, err: error }, "deed failed, will be repeated");
    }
    await sleep(everyMs, undefined, { signal }).catch(() => undefined);
  }
}
