import pg from "pg";
import { MINUTE_MS, SECOND_MS } from "@/lib/base/time";
import { env } from "@/lib/env";

// One connection that does nothing but listen. Whatever is said while it is lost is lost with it, so whoever listens is told of that,
// and has to look for itself once it hears again.

export type Listening = {
  /** Resolves when it hears, or with false when it does not within that time. */
  hears(withinMs: number): Promise<boolean>;
  stop(): Promise<void>;
};

type Listener = {
  readonly channel: string;
  readonly url?: string;
  readonly onNotice: (payload: string) => void;
  /** Called once for each connection that was lost, before the next is tried. */
  readonly onLost: () => void;
};

const FIRST_DELAY_MS = 100;
const LONGEST_DELAY_MS = 5 * SECOND_MS;
/** A connection that died without a word is found out by asking. */
const ASK_EVERY_MS = 15 * SECOND_MS;
const ANSWER_WITHIN_MS = 5 * SECOND_MS;
const STEADY_MS = MINUTE_MS;

export function listen({ channel, url = env().databaseUrl, onNotice, onLost }: Listener): Listening {
  const stopping = new AbortController();
  let isHearing = false;
  const waiting = new Set<(hears: boolean) => void>();

  const hearing = () => {
    isHearing = true;
    for (const tell of waiting) tell(true);
  };
  const run = async () => {
    let delayMs = FIRST_DELAY_MS;
    while (!stopping.signal.aborted) {
      const beganAt = performance.now();
      await listenOnce({ channel, url, onNotice, onHearing: hearing, signal: stopping.signal });
      if (isHearing) {
        isHearing = false;
        onLost();
      }
      if (stopping.signal.aborted) return;
      if (performance.now() - beganAt > STEADY_MS) delayMs = FIRST_DELAY_MS;
      await delay(delayMs, stopping.signal);
      delayMs = Math.min(delayMs * 2, LONGEST_DELAY_MS);
    }
  };
  const running = run();

  return {
    hears: (withinMs) => {
      if (isHearing) return Promise.resolve(true);
      return new Promise((resolve) => {
        const tell = (hears: boolean) => {
          clearTimeout(patience);
          waiting.delete(tell);
          resolve(hears);
        };
        const patience = setTimeout(() => tell(false), withinMs);
        waiting.add(tell);
      });
    },
    stop: async () => {
      stopping.abort();
      await running;
    },
  };
}

type Once = Pick<Listener, "channel" | "onNotice"> & { url: string; onHearing: () => void; signal: AbortSignal };

/** From one connection to its end, for whatever reason; it never rejects. */
async function listenOnce({ channel, url, onNotice, onHearing, signal }: Once): Promise<void> {
  const client = new pg.Client({
    connectionString: url,
    application_name: "counterfoil-live",
    keepAlive: true,
    connectionTimeoutMillis: ANSWER_WITHIN_MS,
    query_timeout: ANSWER_WITHIN_MS,
  });
  const ended = new Promise<void>((resolve) => {
    client.once("end", resolve);
    // Without a listener Node would end the process. The reason is of no use: the next try shows whether it lasts.
    client.on("error", () => resolve());
    signal.addEventListener("abort", () => resolve(), { once: true });
  });
  client.on("notification", ({ payload }) => onNotice(payload ?? ""));
  const asking = setInterval(
    () => client.query("SELECT 1").catch(() => client.emit("error", new Error("It does not answer."))),
    ASK_EVERY_MS,
  );
  try {
    await client.connect();
    await client.query(`LISTEN ${client.escapeIdentifier(channel)}`);
    onHearing();
    await ended;
  } catch {
    // Not there yet, or not any more.
  } finally {
    clearInterval(asking);
    client.removeAllListeners("notification");
    // One that does not answer would not end either.
    await Promise.race([client.end().catch(() => undefined), delay(SECOND_MS, signal)]);
  }
}

function delay(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve();
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener("abort", done, { once: true });
  });
}
