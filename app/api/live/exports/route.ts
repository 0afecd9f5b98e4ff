import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { listExports } from "@/lib/queries/list-exports";

/** One's own exports, asked again while one is being written. */
export const GET = sessionRoute("payout.view", async ({ actor, request }) => liveResponse(request, await listExports(actor)));
