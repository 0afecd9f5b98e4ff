"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askLive } from "@/components/ui/read-live";
import { MINUTE_MS } from "@/lib/base/time";
import { SourcesAnswer, type SourceView } from "@/lib/domain/payment-source/source-view";

export const SOURCES_KEY = ["sources"] as const;

/** Longer than between two key presses: an id that we do not know is asked of the providers, and half an id finds nothing there. */
const PAUSE_MS = 700;
const LEAST_CHARACTERS = 3;

/** Accounts that paid in, by what is typed or pasted. Asked after a pause, or at once by `askNow`. */
export function useSourceSearch(text: string) {
  const typed = text.trim();
  const [asked, setAsked] = useState(typed);
  useEffect(() => {
    if (typed === asked) return;
    const timer = setTimeout(() => setAsked(typed), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [typed, asked]);

  const isLongEnough = asked.length >= LEAST_CHARACTERS;
  const found = useQuery({
    queryKey: [...SOURCES_KEY, asked],
    queryFn: ({ signal }) => askLive("/api/live/sources", { text: asked }, SourcesAnswer, signal),
    enabled: isLongEnough,
    staleTime: MINUTE_MS,
    retry: false,
  });
  const askNow = (now: string) => {
    if (now.trim() === asked) void found.refetch();
    else setAsked(now.trim());
  };
  const isCurrent = typed === asked && isLongEnough;
  const answer = isCurrent ? found.data : undefined;
  const status = statusOf({ isShort: typed.length < LEAST_CHARACTERS, isWaiting: !isCurrent || found.isFetching, isError: found.isError });
  return { status, sources: answer?.sources ?? [], silent: answer?.silent ?? [], askNow };
}

type Search = { isShort: boolean; isWaiting: boolean; isError: boolean };

function statusOf({ isShort, isWaiting, isError }: Search): "idle" | "searching" | "found" | "failed" {
  if (isShort) return "idle";
  if (isWaiting) return "searching";
  return isError ? "failed" : "found";
}

/** The one account that is meant without doubt: the only answer, found by an id in full, and something is left to send back. */
export function onlyMeant(sources: readonly SourceView[], text: string): SourceView | null {
  const [only, ...others] = sources;
  if (!only || others.length > 0 || !isReturnable(only)) return null;
  const { orderId, orderReference, sourceId, userId } = only;
  return [orderId, orderReference, sourceId, userId].includes(text.trim()) ? only : null;
}

export function isReturnable({ refusal, returnable }: SourceView): boolean {
  return refusal === null && returnable.minor > 0n;
}
