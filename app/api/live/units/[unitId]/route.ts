import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readUnit } from "@/lib/queries/read-unit";

/** A submission of a file as a checker sees it before signing. */
export const GET = sessionRoute<{ unitId: string }>("approval.view", async ({ actor, request, params }) => {
  const unit = await readUnit(actor, params.unitId);
  return unit ? liveResponse(request, unit) : deniedResponse(denial("notFound"));
});
