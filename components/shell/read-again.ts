import type { Query, QueryClient } from "@tanstack/react-query";
import { SECOND_MS } from "@/lib/base/time";
import { isConcerned, type LiveChange, type LiveTopic } from "@/lib/domain/live/live-change";

declare module "@tanstack/react-query" {
  interface Register {
    /** `live` says what an answer is about; `liveMs` how long it rests between two readings, where reading it costs more than others. */
    queryMeta: { readonly live?: LiveTopic; readonly liveMs?: number };
  }
}

const REST_MS = SECOND_MS;

/**
 * Reads answers again when what they are about has moved: at once, and after that no more than once in `liveMs`, so that a busy hour is
 * followed and not drowned in. Those that are not on screen are only marked as old.
 */
export function readAgain(client: QueryClient) {
  const resting = new Map<string, { readonly timer: ReturnType<typeof setTimeout>; isAsked: boolean }>();

  const refresh = (query: Query) => {
    const rest = resting.get(query.queryHash);
    if (rest) {
      rest.isAsked = true;
      return;
    }
    // What is under way may have been answered before this happened, so it is followed by another; cut short it might never end.
    const isUnderWay = query.state.fetchStatus === "fetching";
    restFor(query, restMsOf(query), isUnderWay);
    if (!isUnderWay) void client.invalidateQueries({ predicate: ({ queryHash }) => queryHash === query.queryHash });
  };
  const restFor = (query: Query, ms: number, isAsked: boolean) => {
    const wake = () => {
      const rest = resting.get(query.queryHash);
      resting.delete(query.queryHash);
      if (rest?.isAsked) refresh(query);
    };
    resting.set(query.queryHash, { timer: setTimeout(wake, ms), isAsked });
  };
  const watched = () =>
    client
      .getQueryCache()
      .getAll()
      .filter(({ meta }) => meta?.live);

  return {
    /** Whatever was read before may be old; what was read just now may rest first. */
    everything: () => {
      for (const query of watched()) {
        const restsMs = query.state.dataUpdatedAt + restMsOf(query) - Date.now();
        if (restsMs > 0 && !resting.has(query.queryHash)) restFor(query, restsMs, true);
        else refresh(query);
      }
    },
    concerned: (change: LiveChange) => {
      for (const query of watched()) if (query.meta?.live && isConcerned(query.meta.live, change)) refresh(query);
    },
    stop: () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
    },
  };
}

function restMsOf({ meta }: Query): number {
  return meta?.liveMs ?? REST_MS;
}
