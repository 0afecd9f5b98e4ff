import { notDone } from "@/lib/auth/not-done";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApiBatch } from "@/lib/queries/read-api-batch";

export const GET = restRoute<{ batchId: string }>("payout.view", async ({ actor: { merchantId }, params: { batchId } }) => {
  const batch = await readApiBatch(merchantId, batchId);
  return batch ? jsonResponse(200, batch) : deniedResponse(denial("notFound"));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
