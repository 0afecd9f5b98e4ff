import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readPayout } from "@/lib/queries/read-payout";

/** One payout, asked again while it moves by whoever looks at its page. */
export const GET = sessionRoute<{ payoutId: string }>("payout.view", async ({ actor, request, params }) => {
  const payout = await readPayout(actor, params.payoutId);
  return payout ? liveResponse(request, payout) : deniedResponse(denial("notFound"));
});
