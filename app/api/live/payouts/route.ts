import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { historyAddress } from "@/lib/domain/payout/history-view";
import { readHistory } from "@/lib/queries/read-history";

/** The history's rows, asked again every two seconds by whoever looks at them. Same words as the page's own address. */
export const GET = sessionRoute("payout.view", async ({ actor, request }) => {
  const { id: merchantId, timeZone } = actor.merchant;
  const address = historyAddress((name) => request.nextUrl.searchParams.getAll(name));
  return liveResponse(request, await readHistory({ merchantId, timeZone }, address));
});
