import { SECOND_MS } from "@/lib/base/time";
import { listen } from "@/lib/db/listen";
import type { Permission } from "@/lib/domain/access/permissions";
import { LiveNotice } from "@/lib/domain/live/live-change";
import { type LiveSession, readSessions } from "@/lib/queries/read-session";
import { type Line, openLine } from "./line";

// Hears for a whole process what the database says has moved, and passes it on to the pages that are open, each to those who may know.
// A line lives as long as two things hold: its session may still see it, and nothing was missed. Where either ends, the line ends, and
// the page asks for itself until it has another (docs/adr/0027).

type Who = { readonly sessionId?: string; readonly merchantId: string };

export type Switchboard = {
  /** A stream for this session, or why there is none now. */
  connect(who: Who): Promise<ReadableStream<Uint8Array> | "tooMany" | "notNow">;
  /** Ends every line and connects no more. */
  stop(): Promise<void>;
};

export const LIVE_CHANNEL = "counterfoil_live";
const PERMISSION: Permission = "payout.view";

/** Pages that one browser has in view at once; those that are hidden hang up. */
const MOST_OF_A_SESSION = 8;
const MOST_OF_A_PROCESS = 2_000;
const HEARS_WITHIN_MS = 3 * SECOND_MS;
const BEAT_MS = 15 * SECOND_MS;
/** Whatever takes access away says so on the channel. This finds sessions that ran out, and is the second look besides. */
const LOOK_MS = 10 * SECOND_MS;

type Caller = Line & { readonly sessionId: string; readonly merchantId: string };

export function openSwitchboard({ url, lookMs = LOOK_MS }: { url?: string; lookMs?: number } = {}): Switchboard {
  const callers = new Set<Caller>();
  let isOpen = true;
  // One after the other: whoever was shut out before something moved must not be told of it.
  let work = Promise.resolve();
  const inTurn = (deed: () => void | Promise<void>) => {
    work = work.then(deed).catch(endAll);
    return work;
  };
  const endAll = () => {
    for (const caller of [...callers]) caller.end();
  };
  const lookAgain = () => look([...callers]);

  const line = listen({
    channel: LIVE_CHANNEL,
    url,
    onLost: endAll,
    onNotice: (payload) => {
      void inTurn(() => {
        const notice = LiveNotice.parse(JSON.parse(payload));
        if ("access" in notice) return lookAgain();
        const { merchant, ...change } = notice;
        for (const caller of callers) if (caller.merchantId === merchant) caller.tell(change);
      });
    },
  });
  const beating = setInterval(() => {
    for (const caller of [...callers]) caller.beat();
  }, BEAT_MS);
  const looking = setInterval(() => void inTurn(lookAgain), lookMs);

  return {
    connect: async ({ sessionId, merchantId }) => {
      if (!sessionId || !isOpen || callers.size >= MOST_OF_A_PROCESS) return "notNow";
      if ([...callers].filter((caller) => caller.sessionId === sessionId).length >= MOST_OF_A_SESSION) return "tooMany";
      const caller: Caller = { ...openLine({ onEnd: () => void callers.delete(caller) }), sessionId, merchantId };
      callers.add(caller);
      // Among the callers first, and looked at afterwards: whatever is taken away meanwhile is not overlooked.
      const hears = await line.hears(HEARS_WITHIN_MS);
      await inTurn(() => look([caller]));
      if (!hears) caller.end();
      if (!callers.has(caller)) return "notNow";
      caller.ready();
      return caller.stream;
    },
    stop: async () => {
      isOpen = false;
      clearInterval(beating);
      clearInterval(looking);
      endAll();
      await line.stop();
    },
  };
}

/** Ends the lines of those who may not see any more what they were let in for. */
async function look(callers: readonly Caller[]): Promise<void> {
  if (callers.length === 0) return;
  const sessions = await readSessions([...new Set(callers.map(({ sessionId }) => sessionId))]);
  const live = new Map(sessions.map((session) => [session.sessionId, session]));
  for (const caller of callers) if (!mayHear(live.get(caller.sessionId), caller)) caller.end();
}

function mayHear(session: LiveSession | undefined, { merchantId }: Caller): boolean {
  return session !== undefined && session.merchantId === merchantId && session.permissions.includes(PERMISSION);
}
