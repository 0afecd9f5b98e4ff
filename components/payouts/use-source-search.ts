"use client";

import { useQuery } from "@tanstack/react-query";
import { useEffect, useState } from "react";
import { askLive } from "@/components/ui/read-live";
import { foldText } from "@/lib/base/text";
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

/**
 * The account that is meant without doubt: what was pasted is an id, a reference or an e-mail in full, all that it finds are one
 * customer's, and something is left to send back to the best of them. A name is never without doubt, unless it finds one account alone.
 */
export function meantBy(sources: readonly SourceView[], text: string): SourceView | null {
  const exact = sources.filter(({ match }) => match === "exact");
  const [best] = exact;
  if (best && exact.every((one) => isSameCustomer(one, best))) return isReturnable(best) ? best : null;
  const [only, ...others] = sources;
  if (!only || others.length > 0 || !isReturnable(only)) return null;
  return foldText(only.holderName ?? "") === foldText(text) ? only : null;
}

/** Others of the chosen one's customer that something may be sent back to. */
export function kinOf(sources: readonly SourceView[], chosen: SourceView): SourceView[] {
  return sources.filter((one) => one.paymentSourceId !== chosen.paymentSourceId && isReturnable(one) && isSameCustomer(one, chosen));
}

function isSameCustomer(a: SourceView, b: SourceView): boolean {
  if (a.paymentSourceId === b.paymentSourceId) return true;
  const isSameUser = a.userId !== null && a.userId === b.userId && a.connectionId === b.connectionId;
  return isSameUser || (a.holderEmail !== null && a.holderEmail === b.holderEmail);
}

export function isReturnable({ refusal, returnable }: SourceView): boolean {
  return refusal === null && returnable.minor > 0n;
}
