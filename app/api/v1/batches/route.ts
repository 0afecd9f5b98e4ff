import { createHash } from "node:crypto";
import * as z from "zod";
import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readBody } from "@/lib/auth/read-body";
import { readQuery } from "@/lib/auth/read-input";
import { wireResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { MOST_BATCH_BYTES } from "@/lib/domain/batch/table";
import { openBatch } from "@/lib/operations/batches/open-batch";
import { readApiBatch } from "@/lib/queries/read-api-batch";

const Query = z.strictObject({ name: z.string().trim().min(1).max(200).default("payouts.csv") });
const MEDIA_TYPE = /^text\/csv\s*(;|$)/i;

/** Done again after a crash it leaves a second draft, which pays nobody. */
export const POST = restRoute("batch.create", async ({ actor, request }) => {
  const { merchantId } = actor;
  const query = readQuery(request.nextUrl.searchParams, Query);
  if (!query.ok) return query.error;
  if (!MEDIA_TYPE.test(request.headers.get("content-type") ?? "")) return wireResponse("unsupportedMediaType");
  const bytes = await readBody(request, MOST_BATCH_BYTES);
  if ("fault" in bytes) return wireResponse("bodyTooLarge");
  const sent = { name: query.value.name, file: createHash("sha256").update(bytes).digest("hex") };
  const locationOf = (id: string) => `/api/v1/batches/${id}`;
  return answerIdempotently({ request, merchantId, sent, locationOf, keyIsOptional: true }, async () => {
    const opened = await openBatch(actor, { bytes, name: query.value.name });
    if (!opened.ok) return computedDenial(opened.error);
    return { status: 201, value: await readApiBatch(merchantId, opened.value.batchId), keep: true };
  });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = notDone("POST");
