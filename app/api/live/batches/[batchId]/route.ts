import { liveResponse } from "@/lib/auth/live-response";
import { deniedResponse } from "@/lib/auth/rest-answers";
import { sessionRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readBatch } from "@/lib/queries/read-batch";

/** How far a batch is, asked again while somebody looks at it. */
export const GET = sessionRoute<{ batchId: string }>("batch.view", async ({ actor, request, params: { batchId } }) => {
  const batch = await readBatch(actor.merchantId, batchId);
  return batch ? liveResponse(request, batch) : deniedResponse(denial("notFound"));
});
