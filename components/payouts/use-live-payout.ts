"use client";

import { type QueryClient, useQuery } from "@tanstack/react-query";
import { useLiveMs } from "@/components/ui/live-context";
import { NotThere, SessionEnded } from "@/components/ui/read-live";
import { SECOND_MS } from "@/lib/base/time";
import type { PayoutState } from "@/lib/domain/payout/lifecycle";
import type { PayoutView } from "@/lib/domain/payout/payout-view";
import { payoutOptions } from "./payout-options";

/** How often a payout in each state is asked after; states that only a person or nobody leaves are not. */
const ASK_AGAIN_MS: Partial<Record<PayoutState, number>> = {
  awaitingApproval: 5 * SECOND_MS,
  approved: SECOND_MS,
  held: 5 * SECOND_MS,
  dispatching: SECOND_MS,
  unconfirmed: 2 * SECOND_MS,
  inFlight: 2 * SECOND_MS,
};

/** A payout that moves on screen by itself for as long as it can move. */
export function useLivePayout(payoutId: string) {
  // Not everything on the page is told: how often a provider was asked, say.
  const atLeastMs = useLiveMs(0, 10 * SECOND_MS);
  return useQuery({
    ...payoutOptions(payoutId),
    refetchInterval: ({ state }) => {
      if (state.error instanceof SessionEnded || state.error instanceof NotThere) return false;
      const askMs = state.data && ASK_AGAIN_MS[state.data.state];
      return askMs ? Math.max(askMs, atLeastMs) : false;
    },
  });
}

/** After a deed: what is on screen is asked for again, and so are the lists that show it. */
export async function refreshPayout(client: QueryClient, { id }: Pick<PayoutView, "id">): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: payoutOptions(id).queryKey }),
    client.invalidateQueries({ queryKey: ["payouts"] }),
    client.invalidateQueries({ queryKey: ["approvals"] }),
  ]);
}
