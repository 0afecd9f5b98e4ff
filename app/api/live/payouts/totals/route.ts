import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { readPayoutFilters } from "@/lib/domain/payout/filters";
import { historyAddress } from "@/lib/domain/payout/history-view";
import { countPayouts } from "@/lib/queries/count-payouts";

/** Count and sums of what is filtered; with `exact=yes` to the last row, however many. Apart from the rows, since it costs more and changes more slowly. */
export const GET = sessionRoute("payout.view", async ({ actor, request }) => {
  const { id: merchantId, timeZone } = actor.merchant;
  const { filters } = readPayoutFilters(historyAddress((name) => request.nextUrl.searchParams.getAll(name)));
  const isExact = request.nextUrl.searchParams.get("exact") === "yes";
  return liveResponse(request, await countPayouts({ merchantId, filters, timeZone }, { isExact }));
});
