import * as z from "zod";
import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { MOST_BATCH_ROWS } from "@/lib/domain/batch/table";
import { hasUnit } from "@/lib/queries/has-unit";
import { listUnitRows } from "@/lib/queries/list-unit-rows";

const Words = z.object({
  view: z.enum(["outliers", "all"]).default("all"),
  q: z.string().max(100).default(""),
  from: z.coerce.number().int().min(0).max(MOST_BATCH_ROWS).default(0),
});

/** A stretch of a unit's payouts. */
export const GET = sessionRoute<{ unitId: string }>("approval.view", async ({ actor, request, params: { unitId } }) => {
  if (!(await hasUnit(actor, unitId))) return deniedResponse(denial("notFound"));
  const words = Words.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!words.success) return deniedResponse(denial("invalidInput"));
  const page = await listUnitRows(actor, { unitId, ...words.data });
  return page ? liveResponse(request, page) : deniedResponse(denial("notFound"));
});
