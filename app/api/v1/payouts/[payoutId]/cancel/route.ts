import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readJson } from "@/lib/auth/read-input";
import { restRoute } from "@/lib/auth/rest-route";
import { CancelRequest } from "@/lib/domain/rest/payout";
import { cancelPayout } from "@/lib/operations/payouts/cancel-payout";
import { readApiPayout } from "@/lib/queries/read-api-payout";

export const POST = restRoute<{ payoutId: string }>("payout.cancel", async ({ actor, request, params: { payoutId } }) => {
  const input = await readJson(request, CancelRequest, { mayBeEmpty: true });
  if (!input.ok) return input.error;
  const { merchantId } = actor;
  const { valid, sent } = input.value;
  // Done again after a crash it stops nothing twice: it finds the payout stopped, and says so.
  return answerIdempotently({ request, merchantId, sent, keyIsOptional: true }, async () => {
    const cancelled = await cancelPayout(actor, { payoutId, ...valid });
    if (!cancelled.ok) return computedDenial(cancelled.error);
    return { status: 200, value: await readApiPayout({ merchantId, payoutId }), keep: true };
  });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = notDone("POST");
