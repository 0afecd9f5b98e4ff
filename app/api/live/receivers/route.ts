import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { searchReceivers } from "@/lib/queries/search-receivers";

const LONGEST_TEXT = 100;

/** Who may be paid, as somebody types. */
export const GET = sessionRoute("receiver.view", async ({ actor, request }) => {
  const text = request.nextUrl.searchParams.get("text") ?? "";
  return liveResponse(request, await searchReceivers(actor.merchantId, text.slice(0, LONGEST_TEXT)));
});
