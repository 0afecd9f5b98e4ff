import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readAccountInForce } from "@/lib/queries/read-account-facts";

/** What is known about an account that a payout may go to, before anybody makes one. */
export const GET = sessionRoute<{ accountId: string }>("receiver.view", async ({ actor, request, params }) => {
  const facts = await readAccountInForce(actor, params.accountId);
  return facts ? liveResponse(request, facts) : deniedResponse(denial("notFound"));
});
