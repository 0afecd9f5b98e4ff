import { readJson } from "@/lib/auth/read-input";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { CancelRequest } from "@/lib/domain/rest/payout";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { readApiPayout } from "@/lib/queries/read-api-payout";

export const POST = restRoute<{ payoutId: string }>("payout.cancel", async ({ actor, request, params: { payoutId } }) => {
  const input = await readJson(request, CancelRequest, { mayBeEmpty: true });
  if (!input.ok) return input.error;
  const cancelled = await cancelPayout(actor, { payoutId, ...input.value.valid });
  if (!cancelled.ok) return deniedResponse(cancelled.error);
  return jsonResponse(200, await readApiPayout({ merchantId: actor.merchantId, payoutId }));
});
