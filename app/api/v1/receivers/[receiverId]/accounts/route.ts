import { readJson } from "@/lib/auth/read-input";
import { deniedResponse, jsonResponse } from "@/lib/auth/rest-answers";
import { restRoute } from "@/lib/auth/rest-route";
import { AccountRequest } from "@/lib/domain/rest/receiver";
import { proposeAccount } from "@/lib/operations/receivers/propose-account";
import { readApiReceiver } from "@/lib/queries/list-api-receivers";

export const POST = restRoute<{ receiverId: string }>("receiver.create", async ({ actor, request, params: { receiverId } }) => {
  const input = await readJson(request, AccountRequest);
  if (!input.ok) return input.error;
  const added = await proposeAccount(actor, { receiverId, ...input.value.valid });
  if (!added.ok) return deniedResponse(added.error);
  return jsonResponse(201, await readApiReceiver(actor.merchantId, receiverId), { Location: `/api/v1/receivers/${receiverId}` });
});
