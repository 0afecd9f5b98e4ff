import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApiTimeline } from "@/lib/queries/read-api-timeline";

export const GET = restRoute<{ payoutId: string }>("payout.view", async ({ actor: { merchantId }, params: { payoutId } }) => {
  const items = await readApiTimeline({ merchantId, payoutId });
  return items ? jsonResponse(200, { items, nextCursor: null }) : deniedResponse(denial("notFound"));
});
