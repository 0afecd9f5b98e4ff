import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApproval } from "@/lib/queries/read-approval";

/** One payout as a checker sees it, with what is unlike its receiver's history. */
export const GET = sessionRoute<{ payoutId: string }>("approval.view", async ({ actor, request, params }) => {
  const approval = await readApproval(actor, params.payoutId);
  return approval ? liveResponse(request, approval) : deniedResponse(denial("notFound"));
});
