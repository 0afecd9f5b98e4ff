"use client";

import { keepPreviousData, type UseQueryResult, useQuery, useQueryClient } from "@tanstack/react-query";
import { useEffect, useEffectEvent, useState } from "react";
import { useLiveMs } from "@/components/ui/live-context";
import { writeCursor } from "@/lib/domain/paging/cursor";
import type { HistoryPage, PayoutRow } from "@/lib/domain/payout/history-view";
import { historyPageOptions, restMsOf, SessionEnded } from "./history-options";

const LIVE_MS = 2_000;

export type LivePayouts = {
  readonly page: HistoryPage | undefined;
  /** Rows of the view before, while those of the new one are on their way. */
  readonly isTurning: boolean;
  /** More rows of the same view are on their way. */
  readonly isGoingOn: boolean;
  readonly error: UseQueryResult["error"];
  readonly updatedAt: number;
  readonly retry: () => void;
  /** Lets what has come since move in at the top. */
  readonly showNewer: () => Promise<void>;
};

type Watched = { readonly query: string; readonly startQuery: string; readonly isNewest: boolean; readonly isReading: () => boolean };

/**
 * The rows in view, fresh as long as somebody looks: read again when something has moved, or every two seconds where nothing tells. The
 * newest page is held by its first row: states change in place, and new payouts move in only when nobody is in the middle of reading.
 */
export function useLivePayouts({ query, startQuery, isNewest, isReading }: Watched): LivePayouts {
  const client = useQueryClient();
  const [hold, setHold] = useState<{ readonly startQuery: string; readonly first: string } | null>(null);
  const askMs = useLiveMs(LIVE_MS);
  const first = isNewest && hold?.startQuery === startQuery ? hold.first : null;
  const live = useQuery({
    ...historyPageOptions(first ? heldQuery(query, first) : query),
    refetchInterval: ({ state }) => (state.error instanceof SessionEnded ? false : Math.max(askMs, restMsOf(query))),
    placeholderData: keepPreviousData,
    retry: (count, error) => !(error instanceof SessionEnded) && count < 1,
  });
  const { data: page, isPlaceholderData } = live;
  // Which view the rows on screen are of.
  const [shown, setShown] = useState(startQuery);
  if (!isPlaceholderData && shown !== startQuery) setShown(startQuery);
  const isTurning = isPlaceholderData && shown !== startQuery;

  const holdAt = (fresh: HistoryPage) => {
    const [top] = fresh.rows;
    if (!top) return setHold(null);
    // The held view starts from the rows that are there, so nothing blinks and nothing is asked twice.
    client.setQueryData(historyPageOptions(heldQuery(query, cursorOf(top))).queryKey, fresh);
    setHold({ startQuery, first: cursorOf(top) });
  };
  const showNewer = async () => holdAt(await client.fetchQuery({ ...historyPageOptions(query), staleTime: 0 }));

  const settle = useEffectEvent(() => {
    if (!isNewest || !page || isPlaceholderData) return;
    if (!first) holdAt(page);
    // A failure is no news: the next round tries again.
    else if (page.newerCount > 0 && !isReading()) showNewer().catch(() => undefined);
  });
  // Every round, not only when something changed: the reader may have finished meanwhile.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the time of the last answer is what starts this.
  useEffect(() => settle(), [live.dataUpdatedAt, query, isPlaceholderData]);

  return {
    page,
    isTurning,
    isGoingOn: isPlaceholderData && !isTurning,
    error: live.error,
    updatedAt: live.dataUpdatedAt,
    retry: () => void live.refetch(),
    showNewer,
  };
}

function heldQuery(query: string, first: string): string {
  const words = new URLSearchParams(query);
  words.set("first", first);
  return words.toString();
}

function cursorOf({ createdAt, id }: PayoutRow): string {
  return writeCursor({ at: new Date(createdAt), id });
}
