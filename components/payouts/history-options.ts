import { queryOptions } from "@tanstack/react-query";
import type * as z from "zod";
import { SECOND_MS } from "@/lib/base/time";
import { HistoryPage, PayoutTotals, readHistorySize } from "@/lib/domain/payout/history-view";

// The history's questions to the live route, for the page that prefetches them and for the parts that keep them fresh.

/** `query` is what `historyQuery` writes: one spelling for one view. */
export function historyPageOptions(query: string) {
  return queryOptions({
    queryKey: ["payouts", "page", query],
    queryFn: ({ signal }) => readLive(`/api/live/payouts?${query}`, HistoryPage, signal),
    meta: { live: { about: "payouts" }, liveMs: restMsOf(query) },
  });
}

/** Many rows cost more to read again, so they rest longer: a page for a second, a thousand for ten. */
export function restMsOf(query: string): number {
  return Math.max(SECOND_MS, readHistorySize(new URLSearchParams(query).get("rows")) * 10);
}

/** `query` without a position: totals are of everything that is filtered. */
export function historyTotalsOptions(query: string) {
  return queryOptions({
    queryKey: ["payouts", "totals", query],
    queryFn: ({ signal }) => readLive(`/api/live/payouts/totals?${query}`, PayoutTotals, signal),
    meta: { live: { about: "payouts" }, liveMs: 5 * SECOND_MS },
  });
}

/** The session behind this page is over: asking again changes nothing. */
export class SessionEnded extends Error {
  override readonly name = "SessionEnded";
}

/** The last answer of each address that is being watched, so that an unchanged one is neither sent nor read again. */
const kept = new Map<string, { readonly tag: string; readonly value: unknown }>();
const KEPT_AT_MOST = 8;

async function readLive<S extends z.ZodType>(address: string, shape: S, signal: AbortSignal): Promise<z.output<S>> {
  const before = kept.get(address);
  const response = await fetch(address, {
    signal,
    cache: "no-store",
    headers: { Accept: "application/json", ...(before ? { "If-None-Match": before.tag } : {}) },
  });
  if (response.status === 401) throw new SessionEnded("The session has ended.");
  if (response.status === 304 && before) return shape.parse(before.value);
  if (!response.ok) throw new Error(`${address} answered ${response.status}.`);

  const value: unknown = await response.json();
  const answer = shape.parse(value);
  keep(address, response.headers.get("etag"), value);
  return answer;
}

function keep(address: string, tag: string | null, value: unknown) {
  kept.delete(address);
  if (tag) kept.set(address, { tag, value });
  const [oldest] = kept.keys();
  if (kept.size > KEPT_AT_MOST && oldest) kept.delete(oldest);
}
