"use server";

import { revalidatePath } from "next/cache";
import {
  BeginPairing,
  ChangeCredentials,
  ChangeRef,
  ConnectionRef,
  NewConnection,
  SwitchConnection,
  TryConnection,
} from "@/lib/domain/connection/schema";
import { type ChangedCredentials, changeCredentials } from "@/lib/operations/connections/change-credentials";
import { createConnection } from "@/lib/operations/connections/create-connection";
import { decideChange } from "@/lib/operations/connections/decide-change";
import { type BegunPairing, beginPairing, checkPairing, type PairingChecked } from "@/lib/operations/connections/pair-connection";
import { startPreflight } from "@/lib/operations/connections/start-preflight";
import { switchConnection } from "@/lib/operations/connections/switch-connection";
import { type TriedSettings, trySettings } from "@/lib/operations/connections/try-settings";
import { type ActionAnswer, answerAs } from "./answer";

export async function createConnectionAction(input: unknown): Promise<ActionAnswer<{ connectionId: string }>> {
  return refreshed(await answerAs("connection.manage", NewConnection, input, createConnection));
}

/** Test before save: nothing is stored. */
export async function trySettingsAction(input: unknown): Promise<ActionAnswer<TriedSettings>> {
  return answerAs("connection.manage", TryConnection, input, trySettings);
}

export async function changeCredentialsAction(input: unknown): Promise<ActionAnswer<ChangedCredentials>> {
  return refreshed(await answerAs("connection.manage", ChangeCredentials, input, changeCredentials));
}

export async function decideChangeAction(input: unknown): Promise<ActionAnswer<{ connectionId: string }>> {
  return refreshed(await answerAs("connection.manage", ChangeRef, input, decideChange));
}

export async function switchConnectionAction(input: unknown): Promise<ActionAnswer<ChangedCredentials>> {
  return refreshed(await answerAs("connection.manage", SwitchConnection, input, switchConnection));
}

export async function startPreflightAction(input: unknown): Promise<ActionAnswer<{ runId: string }>> {
  return answerAs("connection.manage", ConnectionRef, input, startPreflight);
}

export async function beginPairingAction(input: unknown): Promise<ActionAnswer<BegunPairing>> {
  return refreshed(await answerAs("connection.manage", BeginPairing, input, beginPairing));
}

export async function checkPairingAction(input: unknown): Promise<ActionAnswer<PairingChecked>> {
  return refreshed(await answerAs("connection.manage", ConnectionRef, input, checkPairing));
}

/** The band, the lists and the forms all show which connections there are. */
function refreshed<T>(answer: ActionAnswer<T>): ActionAnswer<T> {
  if (answer.ok) revalidatePath("/", "layout");
  return answer;
}
