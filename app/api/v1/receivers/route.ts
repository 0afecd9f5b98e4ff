import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readJson, readQuery } from "@/lib/auth/read-input";
import { jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PageQuery } from "@/lib/domain/rest/page";
import { ReceiverRequest } from "@/lib/domain/rest/receiver";
import { idForKey } from "@/lib/operations/idempotency/id-for-key";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import { listApiReceivers, readApiReceiver } from "@/lib/queries/list-api-receivers";

export const GET = restRoute("receiver.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  return query.ok ? jsonResponse(200, await listApiReceivers(actor.merchantId, query.value)) : query.error;
});

export const POST = restRoute("receiver.create", async ({ actor, request }) => {
  const input = await readJson(request, ReceiverRequest);
  if (!input.ok) return input.error;
  const { merchantId } = actor;
  const { valid, sent } = input.value;
  const locationOf = (id: string) => `/api/v1/receivers/${id}`;
  return answerIdempotently({ request, merchantId, sent, locationOf, keyIsOptional: true }, async (operationKey) => {
    const receiverId = operationKey && idForKey("receiver", merchantId, operationKey);
    const made = await createReceiver(actor, { ...valid, receiverId });
    if (!made.ok) return computedDenial(made.error);
    return { status: 201, value: await readApiReceiver(merchantId, made.value.receiverId), keep: true };
  });
});

export const { DELETE, OPTIONS, PATCH, PUT } = notDone("GET", "POST");
