import { notDone } from "@/lib/auth/not-done";
import { readQuery } from "@/lib/auth/read-input";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { PageQuery } from "@/lib/domain/rest/page";
import { readApiTimeline } from "@/lib/queries/read-api-timeline";

export const GET = restRoute<{ payoutId: string }>("payout.view", async ({ actor: { merchantId }, request, params: { payoutId } }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  if (!query.ok) return query.error;
  const page = await readApiTimeline({ merchantId, payoutId }, query.value);
  return page ? jsonResponse(200, page) : deniedResponse(denial("notFound"));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
