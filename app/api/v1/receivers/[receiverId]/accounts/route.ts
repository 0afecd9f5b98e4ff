import { answerIdempotently } from "@/lib/auth/answer-idempotently";
import { computedDenial } from "@/lib/auth/computed-denial";
import { notDone } from "@/lib/auth/not-done";
import { readJson } from "@/lib/auth/read-input";
import { restRoute } from "@/lib/auth/rest-route";
import { AccountRequest } from "@/lib/domain/rest/receiver";
import { idForKey } from "@/lib/operations/idempotency/id-for-key";
import { proposeAccount } from "@/lib/operations/receivers/propose-account";
import { readApiReceiver } from "@/lib/queries/list-api-receivers";

export const POST = restRoute<{ receiverId: string }>("receiver.create", async ({ actor, request, params: { receiverId } }) => {
  const input = await readJson(request, AccountRequest);
  if (!input.ok) return input.error;
  const { merchantId } = actor;
  const { valid, sent } = input.value;
  const locationOf = (id: string) => `/api/v1/receivers/${id}`;
  return answerIdempotently({ request, merchantId, sent, locationOf, keyIsOptional: true }, async (operationKey) => {
    const newAccountId = operationKey && idForKey("receiverAccount", merchantId, operationKey);
    const added = await proposeAccount(actor, { receiverId, newAccountId, ...valid });
    if (!added.ok) return computedDenial(added.error);
    return { status: 201, value: await readApiReceiver(merchantId, receiverId), keep: true };
  });
});

export const { DELETE, GET, OPTIONS, PATCH, PUT } = notDone("POST");
