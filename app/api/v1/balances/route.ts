import { notDone } from "@/lib/auth/not-done";
import { readQuery } from "@/lib/auth/read-input";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PageQuery } from "@/lib/domain/rest/page";
import { listApiBalances } from "@/lib/queries/list-api-balances";

export const GET = restRoute("connection.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  return query.ok ? jsonResponse(200, await listApiBalances(actor.merchantId, query.value)) : query.error;
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
