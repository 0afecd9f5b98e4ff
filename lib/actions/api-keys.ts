"use server";

import { revalidatePath } from "next/cache";
import { currentTime } from "@/lib/base/clock";
import { ApiKeyRef, keyEnd, NewApiKey, RestrictApiKey, RotateApiKey } from "@/lib/domain/access/api-key-schema";
import { DecideChange } from "@/lib/domain/access/change";
import { type CreatedApiKey, createApiKey } from "@/lib/operations/api-keys/create-api-key";
import { decideKeyChange } from "@/lib/operations/api-keys/decide-key-change";
import { endOldSecret } from "@/lib/operations/api-keys/end-old-secret";
import { type RestrictedApiKey, restrictApiKey } from "@/lib/operations/api-keys/restrict-api-key";
import { revokeApiKey } from "@/lib/operations/api-keys/revoke-api-key";
import { rotateApiKey } from "@/lib/operations/api-keys/rotate-api-key";
import type { DecidedChange } from "@/lib/operations/changes/decide-access-change";
import { type ActionAnswer, answerAs } from "./answer";

export async function createApiKeyAction(input: unknown): Promise<ActionAnswer<CreatedApiKey>> {
  return refreshed(
    await answerAs("apiKey.manage", NewApiKey, input, (actor, { name, scopes, days }) =>
      createApiKey(actor, { merchantId: actor.merchantId, name, scopes, expiresAt: keyEnd(days, currentTime()) }),
    ),
  );
}

export async function revokeApiKeyAction(input: unknown): Promise<ActionAnswer<ApiKeyRef>> {
  return refreshed(await answerAs("apiKey.manage", ApiKeyRef, input, revokeApiKey));
}

export async function rotateApiKeyAction(input: unknown): Promise<ActionAnswer<CreatedApiKey>> {
  return refreshed(await answerAs("apiKey.manage", RotateApiKey, input, rotateApiKey));
}

export async function endOldSecretAction(input: unknown): Promise<ActionAnswer<ApiKeyRef>> {
  return refreshed(await answerAs("apiKey.manage", ApiKeyRef, input, endOldSecret));
}

export async function restrictApiKeyAction(input: unknown): Promise<ActionAnswer<RestrictedApiKey>> {
  return refreshed(await answerAs("apiKey.manage", RestrictApiKey, input, restrictApiKey));
}

export async function decideKeyChangeAction(input: unknown): Promise<ActionAnswer<DecidedChange>> {
  return refreshed(await answerAs("apiKey.manage", DecideChange, input, decideKeyChange));
}

function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
