import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { listApprovals } from "@/lib/queries/list-approvals";

/** What waits for approval, asked again by whoever has the inbox open. */
export const GET = sessionRoute("approval.view", async ({ actor, request }) => liveResponse(request, await listApprovals(actor)));
