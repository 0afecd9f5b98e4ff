import { openSwitchboard, type Switchboard } from "./switchboard";

// Next loads modules anew on every edit while developing; what listens must not be opened again each time.
const kept: typeof globalThis & { counterfoilLive?: Switchboard } = globalThis;

/** The one of this process, from its first caller until the process is asked to end: a server waits for answers that are not finished. */
export function switchboard(): Switchboard {
  if (!kept.counterfoilLive) {
    const opened = openSwitchboard();
    kept.counterfoilLive = opened;
    for (const signal of ["SIGTERM", "SIGINT"] as const) process.once(signal, () => void opened.stop());
  }
  return kept.counterfoilLive;
}
