import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readJson } from "@/lib/auth/read-input";
import { jsonResponse, wireResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PayoutRequest } from "@/lib/domain/rest/payout";
import { readPayoutListQuery } from "@/lib/domain/rest/payout-query";
import { submitPayout } from "@/lib/operations/payouts/submit-payout";
import { listApiPayouts } from "@/lib/queries/list-api-payouts";
import { readApiPayout } from "@/lib/queries/read-api-payout";
import { readMerchant } from "@/lib/queries/read-merchant";

export const GET = restRoute("payout.view", async ({ actor: { merchantId }, request }) => {
  const query = readPayoutListQuery(request.nextUrl.searchParams);
  if (!query.ok) return wireResponse("invalidQuery", query.error);
  const { filters, page } = query.value;
  const { timeZone } = await readMerchant(merchantId);
  return jsonResponse(200, await listApiPayouts({ merchantId, filters, timeZone }, page));
});

export const POST = restRoute("payout.create", async ({ actor, request }) => {
  const { merchantId } = actor;
  const input = await readJson(request, PayoutRequest);
  if (!input.ok) return input.error;
  const { valid, sent } = input.value;
  const locationOf = (id: string) => `/api/v1/payouts/${id}`;
  return answerIdempotently({ request, merchantId, sent, locationOf }, async (submissionKey) => {
    const submitted = await submitPayout(actor, { ...valid, source: "api", submissionKey });
    if (!submitted.ok) return computedDenial(submitted.error);
    const value = await readApiPayout({ merchantId, payoutId: submitted.value.payoutId });
    return { status: 201, value, keep: true };
  });
});

export const { DELETE, OPTIONS, PATCH, PUT } = notDone("GET", "POST");
