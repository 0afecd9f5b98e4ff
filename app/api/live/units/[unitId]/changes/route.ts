import * as z from "zod";
import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { hasUnit } from "@/lib/queries/has-unit";
import { readUnitChanges } from "@/lib/queries/read-unit-changes";

const Words = z.object({ since: z.coerce.date().default(() => new Date()) });

/** What has happened to a unit's payouts since it was read. */
export const GET = sessionRoute<{ unitId: string }>("approval.view", async ({ actor, request, params: { unitId } }) => {
  if (!(await hasUnit(actor, unitId))) return deniedResponse(denial("notFound"));
  const words = Words.safeParse(Object.fromEntries(request.nextUrl.searchParams));
  if (!words.success) return deniedResponse(denial("invalidInput"));
  const changes = await readUnitChanges(actor, { unitId, since: words.data.since });
  return changes ? liveResponse(request, changes) : deniedResponse(denial("notFound"));
});
