import { notDone } from "@/lib/auth/not-done";
import { readQuery } from "@/lib/auth/read-input";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PageQuery } from "@/lib/domain/rest/page";
import { listApiConnections } from "@/lib/queries/list-api-connections";

export const GET = restRoute("connection.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  return query.ok ? jsonResponse(200, await listApiConnections(actor.merchantId, query.value)) : query.error;
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
