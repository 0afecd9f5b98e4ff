import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readJson } from "@/lib/auth/read-input";
import { restRoute } from "@/lib/auth/rest-route";
import { BatchSubmitRequest } from "@/lib/domain/rest/batch";
import { submitBatch } from "@/lib/operations/batches/submit-batch";
import { idForKey } from "@/lib/operations/idempotency/id-for-key";
import { readApiBatch } from "@/lib/queries/read-api-batch";

export const POST = restRoute<{ batchId: string }>("batch.create", async ({ actor, request, params: { batchId } }) => {
  const input = await readJson(request, BatchSubmitRequest);
  if (!input.ok) return input.error;
  const { merchantId } = actor;
  const { valid, sent } = input.value;
  return answerIdempotently({ request, merchantId, sent }, async (operationKey = "") => {
    const submissionId = idForKey("batchSubmission", merchantId, operationKey);
    const submitted = await submitBatch(actor, { batchId, submissionId, ...valid });
    if (!submitted.ok) return computedDenial(submitted.error);
    return { status: 200, value: await readApiBatch(merchantId, batchId), keep: true };
  });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = notDone("POST");
