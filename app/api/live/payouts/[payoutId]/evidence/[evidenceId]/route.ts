import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readEvidence } from "@/lib/queries/read-evidence";

/** One stored exchange or webhook of a payout, when somebody opens it. */
export const GET = sessionRoute<{ payoutId: string; evidenceId: string }>("evidence.view", async ({ actor, request, params }) => {
  const evidence = await readEvidence(actor, params);
  return evidence ? liveResponse(request, evidence) : deniedResponse(denial("notFound"));
});
