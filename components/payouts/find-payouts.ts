"use client";

import type { Route } from "next";
import { formatPayoutNumber } from "@/lib/base/id";
import { money } from "@/lib/base/money";
import type { PayoutRow } from "@/lib/domain/payout/history-view";

const MOST = 8;

/**
 * What the search behind Ctrl/Cmd+K finds: the newest payouts that the history would show for these words.
 * The shape is fetched with the first search, since every page carries this function and few use it.
 */
export async function findPayouts(typed: string, signal: AbortSignal) {
  const [{ HistoryPage }, response] = await Promise.all([
    import("@/lib/domain/payout/history-view"),
    fetch(`/api/live/payouts?${new URLSearchParams({ q: typed })}`, { signal, cache: "no-store" }),
  ]);
  if (!response.ok) throw new Error(`The search answered ${response.status}.`);
  const { rows, problems } = HistoryPage.parse(await response.json());
  // Words that the history cannot search by are left out there, and every payout would seem to match.
  return problems.length > 0 ? [] : rows.slice(0, MOST).map(asHit);
}

function asHit(row: PayoutRow) {
  const href: Route<`/payouts/${string}`> = `/payouts/${row.id}`;
  return {
    id: row.id,
    href,
    title: row.receiverName,
    sentence: [formatPayoutNumber(row.number), row.reference, row.connectionName].filter(Boolean).join(" · "),
    state: row.state,
    amount: money(BigInt(row.amountMinor), row.currency),
  };
}
