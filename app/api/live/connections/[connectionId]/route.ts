import { liveResponse } from "@/lib/auth/live-response";
import { sessionRoute } from "@/lib/auth/rest-route";
import { readPreflightOf } from "@/lib/queries/read-connection";

/** How far the newest trial of a connection is, asked again while it runs. */
export const GET = sessionRoute<{ connectionId: string }>("connection.manage", async ({ actor, request, params }) =>
  liveResponse(request, await readPreflightOf(actor.merchantId, params.connectionId)),
);
