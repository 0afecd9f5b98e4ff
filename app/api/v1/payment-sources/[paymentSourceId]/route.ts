import { notDone } from "@/lib/auth/not-done";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApiSource } from "@/lib/queries/list-api-sources";

export const GET = restRoute<{ paymentSourceId: string }>("paymentSource.view", async ({ actor, params: { paymentSourceId } }) => {
  const source = await readApiSource(actor.merchantId, paymentSourceId);
  return source ? jsonResponse(200, source) : deniedResponse(denial("notFound"));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
