import { notDone } from "@/lib/auth/not-done";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { denial } from "@/lib/domain/access/denial";
import { readApiPayout } from "@/lib/queries/read-api-payout";

export const GET = restRoute<{ payoutId: string }>("payout.view", async ({ actor: { merchantId }, params: { payoutId } }) => {
  const payout = await readApiPayout({ merchantId, payoutId });
  return payout ? jsonResponse(200, payout) : deniedResponse(denial("notFound"));
});

export const { DELETE, OPTIONS, PATCH, POST, PUT } = notDone("GET");
