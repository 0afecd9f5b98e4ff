import { readJson, readQuery } from "@/lib/auth/read-input";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { PageQuery } from "@/lib/domain/rest/page";
import { ReceiverRequest } from "@/lib/domain/rest/receiver";
import { createReceiver } from "@/lib/operations/receivers/create-receiver";
import { listApiReceivers, readApiReceiver } from "@/lib/queries/list-api-receivers";

export const GET = restRoute("receiver.view", async ({ actor, request }) => {
  const query = readQuery(request.nextUrl.searchParams, PageQuery);
  return query.ok ? jsonResponse(200, await listApiReceivers(actor.merchantId, query.value)) : query.error;
});

export const POST = restRoute("receiver.create", async ({ actor, request }) => {
  const input = await readJson(request, ReceiverRequest);
  if (!input.ok) return input.error;
  const made = await createReceiver(actor, input.value.valid);
  if (!made.ok) return deniedResponse(made.error);
  const { receiverId } = made.value;
  return jsonResponse(201, await readApiReceiver(actor.merchantId, receiverId), { Location: `/api/v1/receivers/${receiverId}` });
});
