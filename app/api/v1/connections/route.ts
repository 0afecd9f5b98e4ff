import { readQuery } from "@/lib/auth/read-input";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PageQuery } from "@/lib/domain/rest/page";
import { listConnections } from "@/lib/queries/list-connections";

/** A merchant has a handful: `limit` and `cursor` are understood, and one page holds them all. */
export const GET = restRoute("connection.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  if (!query.ok) return query.error;
  return jsonResponse(200, { items: await listConnections(actor.merchantId), nextCursor: null });
});
