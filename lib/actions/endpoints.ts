"use server";

import { revalidatePath } from "next/cache";
import { DecideChange } from "@/lib/domain/access/change";
import { ChangeEndpoint, EndpointFacts, EndpointRef, EventRef, ReplayMissed, RotateSecret } from "@/lib/domain/endpoint/schema";
import type { DecidedChange } from "@/lib/operations/changes/decide-access-change";
import { type AskedOfEndpoint, changeEndpoint } from "@/lib/operations/endpoints/change-endpoint";
import { createEndpoint, type SecretTold } from "@/lib/operations/endpoints/create-endpoint";
import { decideEndpointChange } from "@/lib/operations/endpoints/decide-endpoint-change";
import { disableEndpoint } from "@/lib/operations/endpoints/disable-endpoint";
import { enableEndpoint } from "@/lib/operations/endpoints/enable-endpoint";
import { endOldSigning } from "@/lib/operations/endpoints/end-old-signing";
import { removeEndpoint } from "@/lib/operations/endpoints/remove-endpoint";
import { replayEvent } from "@/lib/operations/endpoints/replay-event";
import { replayMissed } from "@/lib/operations/endpoints/replay-missed";
import { rotateSecret } from "@/lib/operations/endpoints/rotate-secret";
import { testEndpoint } from "@/lib/operations/endpoints/test-endpoint";
import { type ActionAnswer, answerAs } from "./answer";

export async function createEndpointAction(input: unknown): Promise<ActionAnswer<SecretTold>> {
  return refreshed(await answerAs("endpoint.manage", EndpointFacts, input, createEndpoint));
}

export async function changeEndpointAction(input: unknown): Promise<ActionAnswer<AskedOfEndpoint>> {
  return refreshed(await answerAs("endpoint.manage", ChangeEndpoint, input, changeEndpoint));
}

export async function rotateSecretAction(input: unknown): Promise<ActionAnswer<SecretTold>> {
  return refreshed(await answerAs("endpoint.manage", RotateSecret, input, rotateSecret));
}

export async function endOldSigningAction(input: unknown): Promise<ActionAnswer<EndpointRef>> {
  return refreshed(await answerAs("endpoint.manage", EndpointRef, input, endOldSigning));
}

export async function enableEndpointAction(input: unknown): Promise<ActionAnswer<AskedOfEndpoint>> {
  return refreshed(await answerAs("endpoint.manage", EndpointRef, input, enableEndpoint));
}

export async function disableEndpointAction(input: unknown): Promise<ActionAnswer<EndpointRef>> {
  return refreshed(await answerAs("endpoint.manage", EndpointRef, input, disableEndpoint));
}

export async function removeEndpointAction(input: unknown): Promise<ActionAnswer<EndpointRef>> {
  return refreshed(await answerAs("endpoint.manage", EndpointRef, input, removeEndpoint));
}

export async function testEndpointAction(input: unknown): Promise<ActionAnswer<EndpointRef>> {
  return refreshed(await answerAs("endpoint.manage", EndpointRef, input, testEndpoint));
}

export async function decideEndpointChangeAction(input: unknown): Promise<ActionAnswer<DecidedChange>> {
  return refreshed(await answerAs("endpoint.manage", DecideChange, input, decideEndpointChange));
}

export async function replayEventAction(input: unknown): Promise<ActionAnswer<EventRef>> {
  return refreshed(await answerAs("delivery.replay", EventRef, input, replayEvent));
}

export async function replayMissedAction(input: unknown): Promise<ActionAnswer<{ readonly queued: number }>> {
  return refreshed(await answerAs("delivery.replay", ReplayMissed, input, replayMissed));
}

function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
