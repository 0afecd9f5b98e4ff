"use client";

import type { Route } from "next";
import { askLive } from "@/components/ui/read-live";
import { formatPayoutNumber } from "@/lib/base/id";
import { money } from "@/lib/base/money";
import type { LookUpHit } from "@/lib/domain/payout/look-up-view";

const MOST = 8;

/**
 * What the search behind Ctrl/Cmd+K finds: the likeliest payouts for anything that a caller may say. The shape is fetched with the
 * first search, since every page carries this function and few use it.
 */
export async function findPayouts(typed: string, signal: AbortSignal) {
  const { LookUpAnswer } = await import("@/lib/domain/payout/look-up-view");
  const answer = await askLive("/api/live/look-up", { text: typed }, LookUpAnswer, signal);
  if (answer.kind === "nothing") return [];
  const hits = answer.kind === "one" ? answer.hits : answer.answers.flatMap((one) => one.hits);
  return hits.slice(0, MOST).map(asHit);
}

function asHit({ id, number, receiverName, why, reference, state, amountMinor, currency }: LookUpHit) {
  const href: Route<`/payouts/${string}`> = `/payouts/${number}`;
  return {
    id,
    href,
    title: receiverName,
    sentence: `${why} · ${formatPayoutNumber(number)} · ${reference}`,
    state,
    amount: money(BigInt(amountMinor), currency),
  };
}
